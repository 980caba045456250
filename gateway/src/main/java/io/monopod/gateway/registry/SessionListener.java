package io.monopod.gateway.registry;

import io.monopod.contract.ClusterName;
import io.monopod.gateway.assign.SessionEvent;

/// Hears what happens to the instances and sessions of the registered clusters.
@FunctionalInterface
public interface SessionListener {
    /// One change; those of one cluster come in order, one after the other. May block for a moment,
    /// which delays the next event but no call.
    void happened(ClusterName cluster, SessionEvent event);
}
