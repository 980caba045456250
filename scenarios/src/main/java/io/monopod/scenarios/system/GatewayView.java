package io.monopod.scenarios.system;

/// A gateway of a local system.
///
/// @param name its place in the system: `gateway` if there is one, else `gateway-1` and so on
/// @param endpoint where clients connect
public record GatewayView(String name, Endpoint endpoint) {}
