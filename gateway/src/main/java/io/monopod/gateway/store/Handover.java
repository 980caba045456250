package io.monopod.gateway.store;

import io.monopod.contract.ClusterName;

import java.util.Map;

/// What a leader that stops tells the next one, so that that need not wait to find it out.
///
/// @param instances how many are registered in each cluster; each will be, at the next leader
/// @param line whether a call waits for an instance
public record Handover(Map<ClusterName, Integer> instances, boolean line) {
    public Handover {
        instances = Map.copyOf(instances);
    }
}
