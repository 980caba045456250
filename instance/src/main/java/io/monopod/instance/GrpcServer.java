package io.monopod.instance;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http1.Http1Config;
import io.monopod.datapath.call.CallHandler;
import io.monopod.datapath.call.Target;
import io.monopod.datapath.downstream.DataPath;
import io.monopod.process.ListenPort;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// The port of an instance: gRPC for a gateway with persistent connections, and the probes of
/// [Health]. Helidon accepts connections, handles TLS and detects the protocol; [DataPath] speaks
/// HTTP/2.
final class GrpcServer implements AutoCloseable {
    /// Disables Helidon's idle timeout: the data path closes idle connections.
    private static final Duration NEVER = Duration.ofDays(365);

    private final DataPath path;
    private final WebServer server;

    private GrpcServer(DataPath path, WebServer server) {
        this.path = path;
        this.server = server;
    }

    /// @param ready for the readiness probe, which is available without TLS only
    /// @throws UncheckedIOException if the port cannot be bound
    static GrpcServer start(
            String host, int port, Host shared, CallHandler calls, BooleanSupplier ready) {
        ListenPort.requireFree(host, port);
        var tls = shared.tls();
        var path = new DataPath(calls, shared.limits(), tls, shared.budget());
        var listener = WebServer.builder().host(host).port(port).shutdownHook(false);
        path.listenOn(listener);
        if (tls == null) { // with TLS the data path speaks it, and HTTP/2 is all there is
            listener.addProtocol(Http1Config.create()).routing(http -> Health.addTo(http, ready));
        }
        return new GrpcServer(path, listener.idleConnectionTimeout(NEVER).build().start());
    }

    int port() {
        return server.port();
    }

    /// Cuts the connections to a process that calls are spliced to.
    void cut(Target target) {
        path.cut(target);
    }

    /// Aborts the running calls.
    @Override
    public void close() {
        path.close();
        server.stop();
    }
}
