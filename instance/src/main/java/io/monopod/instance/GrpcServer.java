package io.monopod.instance;

import io.grpc.Metadata;
import io.grpc.ServerServiceDefinition;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http1.Http1Config;
import io.monopod.datapath.call.LocalCalls;
import io.monopod.datapath.config.DataPathConfig;
import io.monopod.datapath.downstream.DataPath;
import io.monopod.datapath.serve.GrpcServices;
import io.monopod.process.ListenPort;
import io.monopod.tls.TlsServer;

import org.jspecify.annotations.Nullable;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/// The port of an instance: gRPC for a gateway with persistent connections, and the probes of
/// [Health]. Helidon accepts connections, handles TLS and detects the protocol; it hosts the
/// services, but [DataPath] speaks HTTP/2.
final class GrpcServer implements AutoCloseable {
    /// Disables Helidon's idle timeout: the data path closes idle connections.
    private static final Duration NEVER = Duration.ofDays(365);

    private final DataPath path;
    private final WebServer server;

    private GrpcServer(DataPath path, WebServer server) {
        this.path = path;
        this.server = server;
    }

    /// @param tls null for plaintext
    /// @param maxMessage limit of a request message, in bytes
    /// @param unknownMethod as in [GrpcServices]
    /// @param ready for the readiness probe, which is available without TLS only
    /// @throws UncheckedIOException if the port cannot be bound
    static GrpcServer start(
            String host,
            int port,
            @Nullable TlsServer tls,
            int maxMessage,
            List<ServerServiceDefinition> services,
            UnaryOperator<Metadata> unknownMethod,
            BooleanSupplier ready) {
        ListenPort.requireFree(host, port);
        var path =
                new DataPath(
                        new LocalCalls(
                                new GrpcServices("instance", maxMessage, services, unknownMethod)),
                        DataPathConfig.behindGateway(),
                        tls);
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

    /// Aborts the running calls.
    @Override
    public void close() {
        path.close();
        server.stop();
    }
}
