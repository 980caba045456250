package io.monopod.console.state;

import io.monopod.console.admin.GatewayEvent;
import io.monopod.console.admin.InstanceReport;
import io.monopod.console.snapshot.client.Held;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/// Which session holds which instance, in the order of the gateway's own events: what was true when
/// a session was refused. Guarded by the lock of [LiveModel].
final class Holders {
    private final TreeMap<String, Held> byPod = new TreeMap<>();

    /// Pods of which the event stream has told. A list of instances may be newer than the events
    /// that are still on their way, so it says nothing about these.
    private final Set<String> told = new HashSet<>();

    /// Shared by all refusals until something changes.
    private @Nullable List<Held> copy;

    void happened(GatewayEvent event) {
        switch (event) {
            case GatewayEvent.Open _ -> told.clear();
            case GatewayEvent.Granted(Instant at, String session, String pod) ->
                    hold(pod, session, at);
            case GatewayEvent.Confirmed(Instant at, String session, String pod) ->
                    hold(pod, session, at);
            case GatewayEvent.Found(Instant at, String session, String pod) ->
                    hold(pod, session, at);
            case GatewayEvent.Released(_, String session, String pod) -> free(pod, session);
            case GatewayEvent.Ended(_, String session, String pod, _, _) -> free(pod, session);
            case GatewayEvent.Lost(_, String pod, _) -> {
                told.add(pod);
                put(pod, null);
            }
            case GatewayEvent.Changed _,
                    GatewayEvent.Registered _,
                    GatewayEvent.Draining _,
                    GatewayEvent.Quarantined _,
                    GatewayEvent.Ending _,
                    GatewayEvent.Replayed _,
                    GatewayEvent.Waiting _,
                    GatewayEvent.LeftQueue _,
                    GatewayEvent.Refused _ -> {}
        }
    }

    /// The gateway's list of instances.
    void reported(List<InstanceReport> reports) {
        for (InstanceReport report : reports) {
            String session = report.session();
            if (!told.contains(report.pod())) {
                put(
                        report.pod(),
                        session == null ? null : new Held(report.pod(), session, report.since()));
            }
        }
    }

    /// An instance answered a client's call for its session, and the gateway tells nothing.
    void served(String pod, String session, Instant at) {
        hold(pod, session, at);
        told.remove(pod);
    }

    void left(String pod, String session) {
        free(pod, session);
        told.remove(pod);
    }

    private void hold(String pod, String session, Instant at) {
        told.add(pod);
        Held before = byPod.get(pod);
        if (before == null || !before.session().equals(session)) {
            put(pod, new Held(pod, session, at));
        }
    }

    private void free(String pod, String session) {
        told.add(pod);
        Held before = byPod.get(pod);
        if (before != null && before.session().equals(session)) {
            put(pod, null);
        }
    }

    private void put(String pod, @Nullable Held held) {
        Held before = held == null ? byPod.remove(pod) : byPod.put(pod, held);
        if (!Objects.equals(before, held)) {
            copy = null;
        }
    }

    /// Ordered by pod.
    List<Held> now() {
        List<Held> list = copy == null ? List.copyOf(byPod.values()) : copy;
        copy = list;
        return list;
    }

    /// The pod that this session holds; null if none.
    @Nullable String podOf(String session) {
        return byPod.values().stream()
                .filter(held -> held.session().equals(session))
                .map(Held::pod)
                .findFirst()
                .orElse(null);
    }

    void clear() {
        byPod.clear();
        told.clear();
        copy = null;
    }
}
