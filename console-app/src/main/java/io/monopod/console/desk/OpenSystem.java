package io.monopod.console.desk;

import io.monopod.console.admin.GatewayAdmin;
import io.monopod.scenarios.system.Credentials;
import io.monopod.scenarios.system.SystemSpec;
import io.monopod.scenarios.system.TestedSystem;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/// A system that is open here.
public interface OpenSystem extends AutoCloseable {
    TestedSystem tested();

    /// Who its clients log in as.
    Credentials credentials();

    /// How its processes were started; null if they are not ours.
    @Nullable SystemSpec spec();

    /// Its gateway, as operators see it; empty if it is not known where it answers them.
    Optional<GatewayAdmin> admin();

    /// Lets go of it, and ends its processes if they are ours. May take seconds.
    @Override
    void close();

    default boolean isLocal() {
        return spec() != null;
    }
}
