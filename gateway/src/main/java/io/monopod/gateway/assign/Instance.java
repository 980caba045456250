package io.monopod.gateway.assign;

import io.monopod.config.HostPort;
import io.monopod.contract.InstanceId;

import java.time.Instant;

/// A registered instance: who it is and where it is reached.
///
/// @param started by its host's clock; the epoch (1970) if it does not say. Of two that were at one
///   address, the later one is there.
public record Instance(InstanceId id, HostPort address, Instant started) {}
