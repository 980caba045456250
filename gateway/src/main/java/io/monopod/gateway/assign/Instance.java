package io.monopod.gateway.assign;

import io.monopod.config.HostPort;
import io.monopod.contract.InstanceId;

/// A registered instance: who it is and where it is reached.
public record Instance(InstanceId id, HostPort address) {}
