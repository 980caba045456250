package io.monopod.instance.registration;

import io.monopod.config.HostPort;
import io.monopod.contract.ClusterName;
import io.monopod.contract.InstanceId;
import io.monopod.vouch.InstanceKey;

import java.time.Instant;

/// What an instance sends when it registers.
///
/// @param address at which the gateway reaches it
/// @param started orders the processes that use one address
/// @param key authenticates the instance to the gateway and the gateway to it
public record RegistrationInfo(
        InstanceId id, ClusterName cluster, HostPort address, Instant started, InstanceKey key) {}
