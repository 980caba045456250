package io.monopod.gateway.telemetry;

import io.monopod.contract.ClusterName;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.LossReason;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.registry.SessionListener;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts what happens to sessions and instances. Safe for use by many threads.
public final class SessionMeters implements SessionListener {
    /// Of one cluster.
    static final class OfCluster {
        final Map<EndReason, LongAdder> ended = adders(EndReason.class);
        final Map<LossReason, LongAdder> lost = adders(LossReason.class);
        final LongAdder replayed = new LongAdder();

        /// From the reservation of an instance to its word that it is bound.
        final Histogram grants = new Histogram();

        /// Of those who left the waiting room before their turn.
        final Histogram leftQueue = new Histogram();

        private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> type) {
            var adders = new EnumMap<E, LongAdder>(type);
            for (var value : type.getEnumConstants()) {
                adders.put(value, new LongAdder());
            }
            return adders;
        }
    }

    private final Map<ClusterName, OfCluster> clusters = new ConcurrentHashMap<>();

    @Override
    public void happened(ClusterName cluster, SessionEvent event) {
        var meters = of(cluster);
        switch (event) {
            case SessionEvent.Confirmed(var at, var grant) ->
                    meters.grants.add(Duration.between(grant.since(), at));
            case SessionEvent.Ended(_, _, var reason) -> count(meters.ended, reason);
            case SessionEvent.Lost(_, _, var reason) -> count(meters.lost, reason);
            case SessionEvent.Replayed _ -> meters.replayed.increment();
            case SessionEvent.LeftQueue(_, _, var waited) -> meters.leftQueue.add(waited);
            case SessionEvent.Registered _,
                    SessionEvent.Draining _,
                    SessionEvent.Quarantined _,
                    SessionEvent.Freed _,
                    SessionEvent.Reserved _,
                    SessionEvent.Released _,
                    SessionEvent.Found _,
                    SessionEvent.Ending _,
                    SessionEvent.Waiting _,
                    SessionEvent.Refused _ -> {}
        }
    }

    private static <E extends Enum<E>> void count(Map<E, LongAdder> adders, E reason) {
        var adder = adders.get(reason);
        if (adder != null) {
            adder.increment();
        }
    }

    OfCluster of(ClusterName cluster) {
        return clusters.computeIfAbsent(cluster, _ -> new OfCluster());
    }
}
