package io.monopod.scenarios.local;

import io.monopod.scenarios.system.SystemSpec;

import java.nio.file.Path;

/// How a local system is started.
///
/// @param port the gateway's port for clients; 0 for a free one
/// @param logs the directory with one file per process; created if missing
public record LocalSetup(
        Installation installation, SystemSpec spec, int port, Path logs, StartCache cache) {
    public LocalSetup {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535: " + port);
        }
    }

    /// Uses existing start caches.
    public LocalSetup(Installation installation, SystemSpec spec, int port, Path logs) {
        this(installation, spec, port, logs, StartCache.USE);
    }
}
