package io.monopod.gateway.local;

import io.monopod.contract.ClusterName;

/// What health is made of. Asked often and by many threads: answers at once.
public interface Liveness {
    enum Phase {
        STARTING,
        SERVING,
        DRAINING
    }

    /// Of the gateway itself.
    Phase phase();

    /// Whether the registered cluster has an instance whose lease runs.
    boolean hasLiveInstance(ClusterName cluster);
}
