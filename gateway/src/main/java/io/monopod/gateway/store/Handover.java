package io.monopod.gateway.store;

import io.monopod.contract.ClusterName;
import io.monopod.contract.InstanceId;

import java.util.Map;
import java.util.Set;

/// What a leader that stops tells the next one, so that that need not wait to find it out.
///
/// @param instances those that are registered in each cluster; each will be, at the next leader
/// @param line whether a call waits for an instance
public record Handover(Map<ClusterName, Set<InstanceId>> instances, boolean line) {
    public Handover {
        instances = Map.copyOf(instances);
    }
}
