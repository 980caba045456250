package io.monopod.console.service.system;

import io.monopod.console.admin.GatewayAdmin;
import io.monopod.console.admin.GatewayProbe;

import java.util.Optional;

/// A gateway that the console can ask.
///
/// @param name for the user
/// @param admin its admin API; empty if the address is unknown
public record GatewaySite(String name, GatewayProbe probe, Optional<GatewayAdmin> admin) {}
