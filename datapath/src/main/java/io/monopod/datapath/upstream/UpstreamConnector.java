package io.monopod.datapath.upstream;

import io.monopod.datapath.budget.Descriptors;
import io.monopod.datapath.call.Target;
import io.monopod.datapath.config.DataPathConfig;
import io.monopod.datapath.connection.Deadlines;
import io.monopod.datapath.connection.SocketTransport;
import io.monopod.datapath.connection.TlsTransport;
import io.monopod.datapath.connection.Traffic;
import io.monopod.datapath.http2.frame.Transport;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Opens the connections of a data path to its instances, up to the start of HTTP/2. Safe for use
/// by many threads.
public final class UpstreamConnector {
    private static final System.Logger LOG = System.getLogger(UpstreamConnector.class.getName());

    private final DataPathConfig config;
    private final Traffic traffic;
    private final Descriptors descriptors;
    private final Deadlines deadlines;
    private final UntrustedTargets untrusted = new UntrustedTargets();

    /// @param traffic counts the attempts
    public UpstreamConnector(
            DataPathConfig config, Traffic traffic, Descriptors descriptors, Deadlines deadlines) {
        this.config = config;
        this.traffic = traffic;
        this.descriptors = descriptors;
        this.deadlines = deadlines;
    }

    DataPathConfig config() {
        return config;
    }

    Descriptors descriptors() {
        return descriptors;
    }

    UntrustedTargets untrusted() {
        return untrusted;
    }

    /// Connects, with TLS if the target uses it. Blocks.
    ///
    /// @param settled whether the instance has sent SETTINGS; the connection is closed if it has
    ///   not in time
    Transport connect(Target target, BooleanSupplier settled) throws IOException {
        var timeout = config.times().connect();
        var socket = socket(target, timeout);
        deadlines.schedule(
                timeout,
                () -> {
                    if (!settled.getAsBoolean()) {
                        socket.close();
                    }
                });
        return secured(target, socket);
    }

    private Transport socket(Target target, Duration timeout) throws IOException {
        try {
            return traffic.ofInstance(
                    SocketTransport.connect(target.host(), target.port(), timeout));
        } catch (IOException | RuntimeException e) {
            traffic.connectFailed();
            throw e;
        }
    }

    /// Closes the socket on failure.
    private static Transport secured(Target target, Transport socket) throws IOException {
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
