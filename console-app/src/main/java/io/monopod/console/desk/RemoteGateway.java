package io.monopod.console.desk;

import io.monopod.scenarios.system.Credentials;
import io.monopod.scenarios.system.Endpoint;
import io.monopod.scenarios.system.Policy;

import org.jspecify.annotations.Nullable;

import java.net.URI;

/// A gateway that somebody else runs.
///
/// @param policy what the person who connects says of it; the gateway's own word goes before it
/// @param admin where it answers operators; null if nobody has said
public record RemoteGateway(
        Endpoint endpoint, Policy policy, Credentials credentials, @Nullable URI admin) {}
