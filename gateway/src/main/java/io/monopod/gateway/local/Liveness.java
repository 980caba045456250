package io.monopod.gateway.local;

import io.monopod.contract.ClusterName;
import io.monopod.gateway.call.GatewayPhase;

/// The state behind health checks. Called often and by many threads, so methods must not block.
public interface Liveness {
    /// The phase of the gateway itself.
    GatewayPhase phase();

    /// Whether the registered cluster has an instance with a valid lease.
    boolean hasLiveInstance(ClusterName cluster);
}
