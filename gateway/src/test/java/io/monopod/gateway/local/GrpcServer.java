package io.monopod.gateway.local;

import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyChannelBuilder;
import io.helidon.webserver.WebServer;
import io.monopod.datapath.call.LocalCalls;
import io.monopod.datapath.config.DataPathConfig;
import io.monopod.datapath.downstream.DataPath;
import io.monopod.datapath.serve.GrpcServices;

import java.util.List;

/// Services on a free port, served as in the gateway, with a client's channel.
final class GrpcServer implements AutoCloseable {
    private static final int MAX_MESSAGE = 64 * 1024;

    final ManagedChannel channel;
    private final DataPath path;
    private final WebServer server;

    GrpcServer(BindableService service) {
        this(List.of(service.bindService()));
    }

    GrpcServer(List<ServerServiceDefinition> services) {
        path =
                new DataPath(
                        new LocalCalls(new GrpcServices("test", MAX_MESSAGE, services)),
                        DataPathConfig.behindGateway(),
                        null);
        var listener = WebServer.builder().host("127.0.0.1").port(0).shutdownHook(false);
        path.listenOn(listener);
        server = listener.build().start();
        channel = connect();
    }

    /// Another channel. The caller closes it.
    ManagedChannel connect() {
        return NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
    }

    @Override
    public void close() {
        channel.shutdownNow();
        path.close();
        server.stop();
    }
}
