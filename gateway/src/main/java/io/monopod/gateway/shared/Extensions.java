package io.monopod.gateway.shared;

import io.monopod.gateway.assign.Grant;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Tells the instances until when the tokens of their sessions are valid, as far as this gateway
/// has seen them. Each ends its session with the last token that any gateway told it of.
/// Thread-safe; does not block.
final class Extensions {
    /// An instance that does not answer takes no calls either, so it is not urgent.
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private static final Duration LAST_PAUSE = Duration.ofSeconds(16);

    private final Instances instances;
    private final InstantSource clock;

    /// What instances are still to be told. Each grant in it has a thread that does so.
    private final Map<Grant, Instant> untold = new ConcurrentHashMap<>();

    @FunctionalInterface
    interface Instances {
        /// @return false if it must be told again
        boolean extend(Grant grant, Duration validFor);
    }

    /// @param instances tells one; may block
    Extensions(Instances instances, InstantSource clock) {
        this.instances = instances;
        this.clock = clock;
    }

    /// Tells the grant's instance, for as long as the grant lasts. A claim is known before its
    /// instance is bound, so it may have to be told again.
    void extend(Grant grant, Instant until) {
        var before = untold.putIfAbsent(grant, until);
        if (before == null) {
            Thread.ofVirtual().name("extension").start(() -> tell(grant));
        } else if (until.isAfter(before) && !untold.replace(grant, before, until)) {
            extend(grant, until); // the thread has just ended, or another token has come
        }
    }

    private void tell(Grant grant) {
        try {
            var pause = FIRST_PAUSE;
            var until = untold.get(grant);
            while (until != null && grant.calls().isOpen()) {
                if (!instances.extend(grant, left(until))) {
                    Thread.sleep(pause);
                    pause = pause.compareTo(LAST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
                } else if (untold.remove(grant, until)) {
                    return;
                }
                until = untold.get(grant);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        untold.remove(grant);
    }

    private Duration left(Instant until) {
        var left = Duration.between(clock.instant(), until);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
