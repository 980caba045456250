package io.monopod.scenarios.local;

import io.monopod.scenarios.local.files.Installation;
import io.monopod.scenarios.local.files.StartCache;
import io.monopod.scenarios.system.SystemSpec;

import java.nio.file.Path;
import java.util.Optional;

/// How a local system is started.
///
/// @param port the gateway's port for clients; 0 for a free one
/// @param logs the directory with one file per process; created if missing
/// @param backend the user's own server in place of the example service
public record LocalSetup(
        Installation installation,
        SystemSpec spec,
        int port,
        Path logs,
        StartCache cache,
        Optional<Backend> backend) {
    public LocalSetup {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535: " + port);
        }
        if (backend.isPresent() && spec.instances() == 0) {
            throw new IllegalArgumentException("instances must be 1 or more for a command: 0");
        }
    }

    /// For the example service.
    public LocalSetup(
            Installation installation, SystemSpec spec, int port, Path logs, StartCache cache) {
        this(installation, spec, port, logs, cache, Optional.empty());
    }

    /// Uses existing start caches.
    public LocalSetup(Installation installation, SystemSpec spec, int port, Path logs) {
        this(installation, spec, port, logs, StartCache.USE);
    }

    /// The same with the user's own server.
    public LocalSetup withBackend(Backend own) {
        return new LocalSetup(installation, spec, port, logs, cache, Optional.of(own));
    }
}
