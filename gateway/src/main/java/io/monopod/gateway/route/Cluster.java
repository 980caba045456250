package io.monopod.gateway.route;

import io.monopod.config.HostPort;
import io.monopod.contract.ClusterName;

import java.util.List;

/// A destination of calls.
public sealed interface Cluster {
    ClusterName name();

    /// Instances that register themselves.
    ///
    /// @param callsPerConnection as in [io.monopod.datapath.call.Target]
    record Registered(ClusterName name, int callsPerConnection) implements Cluster {
        public Registered(ClusterName name) {
            this(name, 0);
        }
    }

    /// Fixed addresses, at least one.
    ///
    /// @param callsPerConnection as in [io.monopod.datapath.call.Target]
    record Static(ClusterName name, List<HostPort> addresses, int callsPerConnection)
            implements Cluster {
        public Static(ClusterName name, List<HostPort> addresses) {
            this(name, addresses, 0);
        }

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
