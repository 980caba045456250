package io.monopod.instance;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import io.monopod.datapath.downstream.DataPath;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;

/// A port that listens, for one instance after another: Helidon 4.5.0 keeps a thread for each
/// server that was ever started, and an agent has an instance for each session. Helidon accepts
/// connections and hands each over at once, since there is one protocol; [DataPath] does the rest.
/// Thread-safe.
final class Port implements ServerConnectionSelector, AutoCloseable {
    /// Disables Helidon's idle timeout: the data path closes idle connections.
    private static final Duration NEVER = Duration.ofDays(365);

    private final WebServer server;

    /// Of the instance that has the port, or had it last.
    private volatile DataPath path;

    /// @throws UncheckedIOException if the port cannot be bound
    Port(String host, int port, DataPath path) {
        this.path = path;
        var listener = WebServer.builder().host(host).port(port).shutdownHook(false);
        path.listenOn(listener, this);
        this.server = listener.idleConnectionTimeout(NEVER).build().start();
    }

    int number() {
        return server.port();
    }

    void use(DataPath next) {
        path = next;
    }

    @Override
    public int bytesToIdentifyConnection() {
        return path.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData start) {
        return path.supports(start);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return path.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        return path.connection(context);
    }

    @Override
    public void close() {
        server.stop();
    }
}
