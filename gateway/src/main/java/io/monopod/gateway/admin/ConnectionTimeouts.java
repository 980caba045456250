package io.monopod.gateway.admin;

import java.net.SocketAddress;
import java.time.Duration;

/// Extends the time that a connection may take.
@FunctionalInterface
public interface ConnectionTimeouts {
    /// Gives the answer to this peer this much time, from now on.
    void allow(Duration time, SocketAddress peer);
}
