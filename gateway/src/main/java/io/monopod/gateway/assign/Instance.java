package io.monopod.gateway.assign;

import io.monopod.config.HostPort;
import io.monopod.contract.ClusterName;
import io.monopod.contract.InstanceId;
import io.monopod.vouch.InstanceKey;

import java.time.Instant;

/// A registered instance. The same id with another key is another instance.
///
/// @param cluster the cluster that it serves
/// @param started by its host's clock; 1970-01-01 if it does not report it. Of two instances at one
///   address, the later one is there now.
/// @param key the secret that it shares with this gateway, to prove itself
public record Instance(
        InstanceId id, ClusterName cluster, HostPort address, Instant started, InstanceKey key) {}
