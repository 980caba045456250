package io.monopod.instance;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import io.monopod.datapath.downstream.DataPath;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// A port that listens, for one instance after another: Helidon 4.5.0 keeps a thread for each
/// server that was ever started, and an agent has an instance for each session. Helidon accepts
/// connections, handles TLS and detects the protocol; [DataPath] speaks HTTP/2. Thread-safe.
final class Port implements ServerConnectionSelector, AutoCloseable {
    /// Disables Helidon's idle timeout: the data path closes idle connections.
    private static final Duration NEVER = Duration.ofDays(365);

    /// The instance that has the port, or had it last.
    ///
    /// @param ready for the readiness probe, which is available without TLS only
    record User(DataPath path, BooleanSupplier ready) {}

    private final DataPath first;
    private final WebServer server;
    private volatile User user;

    /// @param tls whether its data paths speak TLS
    /// @throws UncheckedIOException if the port cannot be bound
    Port(String host, int port, boolean tls, User user) {
        this.first = user.path();
        this.user = user;
        var listener = WebServer.builder().host(host).port(port).shutdownHook(false);
        first.listenOn(listener, this);
        if (!tls) { // with TLS the data path speaks it, and HTTP/2 is all there is
            listener.addProtocol(Http1Config.create())
                    .routing(http -> Health.addTo(http, this::isReady));
        }
        this.server = listener.idleConnectionTimeout(NEVER).build().start();
    }

    int number() {
        return server.port();
    }

    void use(User next) {
        user = next;
    }

    private boolean isReady() {
        return user.ready().getAsBoolean();
    }

    @Override
    public int bytesToIdentifyConnection() {
        return first.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData start) {
        return first.supports(start);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return first.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        return user.path().connection(context);
    }

    @Override
    public void close() {
        server.stop();
    }
}
