package io.monopod.console.state;

import io.monopod.console.admin.InstanceReport;
import io.monopod.console.snapshot.Pod;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Since when instances are up, and when the gateway last heard of them. Guarded by the lock of
/// [LiveModel].
final class ProcessFacts {
    private final Map<String, Instant> up = new HashMap<>();

    /// The longest time that was ever left of a lease: its whole length, nearly.
    private Duration lease = Duration.ZERO;

    void up(String pod, Instant at) {
        up.put(pod, at);
    }

    /// Without a word of the gateway, it is up since it was first seen.
    void seen(String pod, Instant at) {
        up.putIfAbsent(pod, at);
    }

    Pod.Facts of(InstanceReport report, Instant now) {
        return new Pod.Facts(report.address(), up.get(report.pod()), heartbeat(report, now));
    }

    /// Each heartbeat renews the lease.
    private @Nullable Instant heartbeat(InstanceReport report, Instant now) {
        Instant until = report.leaseUntil();
        if (until == null) {
            return null;
        }
        Duration left = Duration.between(now, until);
        lease = left.compareTo(lease) > 0 ? left : lease;
        return until.minus(lease);
    }

    void clear() {
        up.clear();
        lease = Duration.ZERO;
    }
}
