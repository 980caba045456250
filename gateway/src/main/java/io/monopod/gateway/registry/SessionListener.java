package io.monopod.gateway.registry;

import io.monopod.contract.ClusterName;
import io.monopod.gateway.assign.SessionEvent;

/// Gets the events of the instances and sessions of the registered clusters.
@FunctionalInterface
public interface SessionListener {
    /// One event. The events of one cluster come in order, one at a time. May block for a moment,
    /// which delays the next event but no call.
    void happened(ClusterName cluster, SessionEvent event);
}
