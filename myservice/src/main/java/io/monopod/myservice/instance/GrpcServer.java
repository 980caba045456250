package io.monopod.myservice.instance;

import io.grpc.ServerServiceDefinition;
import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.grpc.GrpcConfig;
import io.helidon.webserver.grpc.GrpcRouting;
import io.helidon.webserver.http2.Http2Config;
import io.monopod.process.ListenPort;
import io.monopod.tls.ListenerTls;
import io.monopod.tls.TlsServer;

import org.jspecify.annotations.Nullable;

import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Helidon's server for gRPC (and, on the same port, the probes of [Health]), set up for one
/// gateway that keeps its connections.
final class GrpcServer {
    /// Greater than any message that the contract promises to carry.
    private static final int MAX_MESSAGE = 64 << 20;

    private static final int SOCKET_BUFFER = 256 << 10;
    private static final int WINDOW = 1 << 20;

    /// Time-outs that would end a call or a connection behind the gateway's back. How long one may
    /// be idle is the gateway's to know.
    private static final Duration NEVER = Duration.ofDays(365);

    private GrpcServer() {}

    /// @param tls null for none
    /// @param ready for the readiness probe
    /// @throws UncheckedIOException if the port cannot be had
    static WebServer start(
            String host,
            int port,
            @Nullable TlsServer tls,
            List<ServerServiceDefinition> services,
            BooleanSupplier ready) {
        ListenPort.requireFree(host, port);
        var routing = GrpcRouting.builder();
        services.forEach(routing::service);
        return WebServer.builder()
                .host(host)
                .port(port)
                .tls(ListenerTls.of(tls))
                .shutdownHook(false)
                // Without it each answer waits for the client's delayed acknowledgement: 40 ms.
                .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
                // Helidon's own default is 4 KiB.
                .putListenerSocketOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER)
                .idleConnectionTimeout(NEVER)
                .addProtocol(http2())
                .addProtocol(GrpcConfig.builder().maxReadBufferSize(MAX_MESSAGE).build())
                .addRouting(routing)
                .routing(http -> Health.addTo(http, ready))
                .build()
                .start();
    }

    private static Http2Config http2() {
        return Http2Config.builder()
                .initialWindowSize(WINDOW)
                .maxHeaderListSize(64 << 10)
                .flowControlTimeout(NEVER)
                // The gateway passes on what its clients cancel, and keeps count of it there.
                .maxRapidResets(-1)
                .build();
    }
}
