package io.monopod.gateway.admin;

import io.monopod.contract.ClusterName;
import io.monopod.contract.InstanceId;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.registry.SessionListener;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// When each instance last changed its state. Safe for use by many threads.
final class StateTimes implements SessionListener {
    private final Map<InstanceId, Instant> times = new ConcurrentHashMap<>();

    @Override
    public void happened(ClusterName cluster, SessionEvent event) {
        switch (event) {
            case SessionEvent.Lost lost -> times.remove(lost.instance().id());
            case SessionEvent.OfInstance change -> times.put(change.instance().id(), change.at());
            case SessionEvent.Replayed _,
                    SessionEvent.Waiting _,
                    SessionEvent.LeftQueue _,
                    SessionEvent.Refused _ -> {}
        }
    }

    Optional<Instant> since(InstanceId instance) {
        return Optional.ofNullable(times.get(instance));
    }
}
