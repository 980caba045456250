package io.monopod.console.service.system;

import io.monopod.scenarios.system.Credentials;
import io.monopod.scenarios.system.Endpoint;

import org.jspecify.annotations.Nullable;

import java.net.URI;

/// A gateway that somebody else runs.
///
/// @param admin the address of the admin API; null if unknown
/// @param adminToken the token for the admin API; empty for the gateway's token file, or the user's
///   own token as an administrator
public record RemoteGateway(
        Endpoint endpoint, Credentials credentials, @Nullable URI admin, String adminToken) {
    /// Hides the token.
    @Override
    public String toString() {
        return "RemoteGateway[endpoint=" + endpoint + ", admin=" + admin + "]";
    }
}
