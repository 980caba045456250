package io.monopod.gateway.store;

import io.monopod.config.HostPort;
import io.monopod.contract.ClusterName;
import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.vouch.InstanceKey;

/// That a session has an instance, as all gateways know it.
///
/// @param address of the instance, for calls
/// @param key with which gateways prove themselves to the instance
public record Claim(
        Of of,
        InstanceId instance,
        HostPort address,
        InstanceKey key,
        Epoch epoch,
        UserName owner) {
    /// Whose claim it is: each session has one at most.
    public record Of(ClusterName cluster, SessionId session) {}
}
