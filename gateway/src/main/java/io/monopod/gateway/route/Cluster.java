package io.monopod.gateway.route;

import io.monopod.config.HostPort;
import io.monopod.contract.ClusterName;

import java.util.List;

/// Where calls can go.
public sealed interface Cluster {
    ClusterName name();

    /// Instances that announce themselves.
    record Registered(ClusterName name) implements Cluster {}

    /// Fixed addresses, at least one.
    record Static(ClusterName name, List<HostPort> addresses) implements Cluster {
        public Static {
            addresses = List.copyOf(addresses);
        }
    }

    /// The gateway's own services.
    record Local() implements Cluster {
        public static final ClusterName NAME = new ClusterName("local");

        @Override
        public ClusterName name() {
            return NAME;
        }
    }
}
