package io.monopod.gateway.proxy;

import io.monopod.gateway.call.Target;
import io.monopod.gateway.http2.Transport;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;

/// How a connection to an instance is made, up to where HTTP/2 begins. Blocks.
///
/// @param target where to
/// @param traffic counts the tries
record Dialling(Target target, Traffic traffic) {
    private static final System.Logger LOG = System.getLogger(Dialling.class.getName());

    /// @throws RuntimeException if the host's name cannot be resolved
    Transport connect(Duration patience) throws IOException {
        try {
            return traffic.ofInstance(InstanceTransport.connect(target, patience));
        } catch (IOException | RuntimeException e) {
            traffic.connectFailed();
            throw e;
        }
    }

    /// Puts TLS on the socket where the target has it, or closes it.
    Transport secured(Transport socket) throws IOException {
        var tls = target.tls();
        if (tls == null) {
            return socket;
        }
        var transport = new TlsTransport(socket, tls.newEngine(target.host(), target.port()));
        try {
            transport.handshake();
            return transport;
        } catch (IOException | RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    () -> "no TLS with instance=" + target.name() + " reason=" + e.getMessage());
            socket.close();
            throw e;
        }
    }
}
