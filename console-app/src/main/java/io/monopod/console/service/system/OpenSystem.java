package io.monopod.console.service.system;

import io.monopod.console.admin.GatewayAdmin;
import io.monopod.scenarios.system.Credentials;
import io.monopod.scenarios.system.Policy;
import io.monopod.scenarios.system.SystemSpec;
import io.monopod.scenarios.system.TestedSystem;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/// An open system.
public interface OpenSystem extends AutoCloseable {
    TestedSystem tested();

    /// Its policy; empty if the gateway does not tell.
    Optional<Policy> policy();

    /// The login of its clients.
    Credentials credentials();

    /// How its processes were started; null if they are not ours.
    @Nullable SystemSpec spec();

    GatewayGroup gateways();

    /// Its admin API; empty if the address is unknown.
    default Optional<GatewayAdmin> admin() {
        return gateways().admin();
    }

    /// Disconnects, and ends its processes if they are ours. May take seconds.
    @Override
    void close();
}
