package io.monopod.datapath.call;

import java.util.Optional;

/// The health endpoints of an HTTP/2 port, for supervisors whose probes speak HTTP/1.1: 204 when
/// up, 503 when not. Thread-safe; does not block.
@FunctionalInterface
public interface HealthProbes {
    HealthProbes NONE = _ -> Optional.empty();

    /// @param path of a GET or HEAD request
    /// @return empty if there is no such endpoint
    Optional<Boolean> isUp(String path);
}
