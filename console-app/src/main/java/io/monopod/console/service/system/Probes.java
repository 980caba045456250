package io.monopod.console.service.system;

import io.monopod.console.admin.HttpAdmin;
import io.monopod.scenarios.system.Endpoint;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The connections by which the gateways of one system are looked at and asked.
final class Probes implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<HealthProbe> probes = new ArrayList<>();

    /// @param admin the address of the admin port; empty if unknown
    /// @param tokens for the admin API
    GatewaySite site(String name, Endpoint gateway, Optional<URI> admin, HttpAdmin.Tokens tokens) {
        HealthProbe probe = new HealthProbe(http, admin.orElse(null), gateway);
        probes.add(probe);
        return new GatewaySite(name, probe, admin.map(base -> new HttpAdmin(http, base, tokens)));
    }

    @Override
    public void close() {
        http.shutdownNow();
        probes.forEach(HealthProbe::close);
    }
}
