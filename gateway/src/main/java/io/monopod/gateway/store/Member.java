package io.monopod.gateway.store;

import io.monopod.config.HostPort;
import io.monopod.vouch.MacKey;

/// A gateway that runs.
///
/// @param id of its process: a gateway that starts again is another one
/// @param control where instances and other gateways reach it
/// @param key proves that a request is from a gateway
public record Member(String id, HostPort control, MacKey key) {}
