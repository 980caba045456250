package io.monopod.console.service.system;

import io.monopod.scenarios.system.Credentials;
import io.monopod.scenarios.system.Endpoint;

import java.net.URI;
import java.util.List;

/// A gateway that somebody else runs, or several that share their sessions.
///
/// @param endpoints one for each gateway
/// @param admins the addresses of their admin APIs in the same order; empty if unknown
/// @param adminToken the token for the admin APIs; empty for each gateway's token file, or the
///   user's own token as an administrator
public record RemoteGateway(
        List<Endpoint> endpoints, Credentials credentials, List<URI> admins, String adminToken) {
    public RemoteGateway {
        endpoints = List.copyOf(endpoints);
        admins = List.copyOf(admins);
    }

    /// A name for the user: the first address, and how many more there are.
    public String name() {
        String first = endpoints.getFirst().authority();
        return endpoints.size() == 1 ? first : first + " +" + (endpoints.size() - 1);
    }

    /// Hides the token.
    @Override
    public String toString() {
        return "RemoteGateway[endpoints=" + endpoints + ", admins=" + admins + "]";
    }
}
