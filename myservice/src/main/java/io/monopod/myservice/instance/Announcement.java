package io.monopod.myservice.instance;

import io.monopod.config.HostPort;
import io.monopod.contract.ClusterName;
import io.monopod.contract.InstanceId;

import java.time.Instant;

/// What an instance says of itself when it registers.
///
/// @param address where the gateway reaches it
/// @param started tells it from those that were at its address before and after
record Announcement(InstanceId id, ClusterName cluster, HostPort address, Instant started) {}
