package io.monopod.gateway.admin;

import io.monopod.contract.ClusterName;
import io.monopod.gateway.config.ClusterConfig;

import java.util.Map;

/// How many instances an autoscaler should keep free in each cluster, as configured
/// (`clusters.NAME.spare`).
public record SpareInstances(Map<String, ClusterConfig> clusters) {
    public SpareInstances {
        clusters = Map.copyOf(clusters);
    }

    public int in(ClusterName cluster) {
        return clusters.getOrDefault(cluster.value(), ClusterConfig.REGISTERED).spare();
    }
}
