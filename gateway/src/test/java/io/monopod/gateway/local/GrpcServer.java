package io.monopod.gateway.local;

import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.grpc.ServerInterceptors;
import io.grpc.netty.NettyChannelBuilder;
import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.grpc.GrpcRouting;

import java.util.function.Consumer;

/// Services on a free port of a real Helidon server, with a client's channel to it.
final class GrpcServer implements AutoCloseable {
    final ManagedChannel channel;
    private final WebServer server;

    GrpcServer(BindableService service) {
        this(
                routing ->
                        routing.service(
                                ServerInterceptors.intercept(service, new AlwaysAnswered())));
    }

    GrpcServer(Consumer<GrpcRouting.Builder> services) {
        var routing = GrpcRouting.builder();
        services.accept(routing);
        server =
                WebServer.builder()
                        .host("127.0.0.1")
                        .port(0)
                        .shutdownHook(false)
                        .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
                        .addRouting(routing)
                        .build()
                        .start();
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.stop();
    }
}
