package io.monopod.gateway.telemetry;

import io.monopod.contract.ClusterName;
import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.registry.SessionListener;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Counts events of sessions and instances. Safe for use by many threads.
public final class SessionMeters implements SessionListener {
    /// Upper bounds in seconds: from a bind on the same machine to a long wait for an instance.
    private static final double[] BOUNDS = {
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300
    };

    private static final String CLUSTER = "cluster";
    private static final double NANOS = 1e9;

    /// A session in the waiting room of a cluster.
    private record Waiter(ClusterName cluster, SessionId session) {}

    private final Map<Waiter, Instant> waiting = new ConcurrentHashMap<>();
    private final Counter ended;
    private final Counter lost;
    private final Counter replayed;
    private final Histogram grants;
    private final Histogram waits;

    /// @param registry where the meters are registered
    public SessionMeters(PrometheusRegistry registry) {
        ended =
                Counter.builder()
                        .name("monopod_sessions_ended_total")
                        .help("Sessions ended, by reason.")
                        .labelNames(CLUSTER, "reason")
                        .register(registry);
        lost =
                Counter.builder()
                        .name("monopod_instances_lost_total")
                        .help("Instances lost, by reason.")
                        .labelNames(CLUSTER, "reason")
                        .register(registry);
        replayed =
                Counter.builder()
                        .name("monopod_replays_total")
                        .help("Calls sent again after a loss.")
                        .labelNames(CLUSTER)
                        .register(registry);
        grants =
                histogram("monopod_grant_seconds")
                        .help("From the reservation of an instance to its bind.")
                        .labelNames(CLUSTER)
                        .register(registry);
        waits =
                histogram("monopod_queue_wait_seconds")
                        .help("In the waiting room: of sessions that got an instance, or left.")
                        .labelNames(CLUSTER, "outcome")
                        .register(registry);
    }

    private static Histogram.Builder histogram(String name) {
        return Histogram.builder().name(name).classicOnly().classicUpperBounds(BOUNDS);
    }

    @Override
    public void happened(ClusterName cluster, SessionEvent event) {
        switch (event) {
            case SessionEvent.Confirmed(var at, var grant) -> {
                grants.labelValues(cluster.value()).observe(seconds(grant.since(), at));
                stopWaiting(cluster, grant.session(), at, "served");
            }
            case SessionEvent.Ended(_, var hold, var reason) -> {
                ended.labelValues(cluster.value(), reason.label()).inc();
                waiting.remove(new Waiter(cluster, hold.session()));
            }
            // The session may be back in the queue; then its wait is not measured. If it is gone,
            // no other event says so.
            case SessionEvent.Released(_, var grant) ->
                    waiting.remove(new Waiter(cluster, grant.session()));
            case SessionEvent.Lost(_, _, var reason, _) ->
                    lost.labelValues(cluster.value(), reason.label()).inc();
            case SessionEvent.Replayed _ -> replayed.labelValues(cluster.value()).inc();
            case SessionEvent.Waiting(var at, var session, _) ->
                    waiting.put(new Waiter(cluster, session), at);
            case SessionEvent.LeftQueue(var at, var session, _) ->
                    stopWaiting(cluster, session, at, "left");
            case SessionEvent.Registered _,
                    SessionEvent.Draining _,
                    SessionEvent.Undrained _,
                    SessionEvent.Quarantined _,
                    SessionEvent.Freed _,
                    SessionEvent.Reserved _,
                    SessionEvent.Found _,
                    SessionEvent.Ending _,
                    SessionEvent.Refused _ -> {}
        }
    }

    private void stopWaiting(ClusterName cluster, SessionId session, Instant at, String outcome) {
        var since = waiting.remove(new Waiter(cluster, session));
        if (since != null) {
            waits.labelValues(cluster.value(), outcome).observe(seconds(since, at));
        }
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / NANOS;
    }
}
