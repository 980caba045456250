package io.monopod.gateway.local;

import io.monopod.contract.ClusterName;
import io.monopod.gateway.call.Phase;

/// What health is made of. Asked often and by many threads: answers at once.
public interface Liveness {
    /// Of the gateway itself.
    Phase phase();

    /// Whether the registered cluster has an instance whose lease runs.
    boolean hasLiveInstance(ClusterName cluster);
}
