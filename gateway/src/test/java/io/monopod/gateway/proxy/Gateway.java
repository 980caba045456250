package io.monopod.gateway.proxy;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.helidon.webserver.WebServer;
import io.monopod.gateway.call.CallHandler;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/// A data path behind a real listener, with whatever decides about its calls.
public final class Gateway implements AutoCloseable {
    final DataPath path;
    private final WebServer server;
    private final List<ManagedChannel> channels = new ArrayList<>();

    public Gateway(CallHandler handler) {
        this(handler, DataPathConfig.DEFAULT);
    }

    public Gateway(CallHandler handler, DataPathConfig config) {
        this(new DataPath(handler, config));
    }

    Gateway(DataPath path) {
        this.path = path;
        var builder =
                WebServer.builder()
                        .address(InetAddress.getLoopbackAddress())
                        .port(0)
                        .shutdownHook(false);
        path.listenOn(builder);
        server = builder.build().start();
    }

    public int port() {
        return server.port();
    }

    /// How many client connections it holds.
    public int connections() {
        return path.clients().size();
    }

    /// How many calls it works on.
    int openCalls() {
        return path.clients().stream().mapToInt(client -> client.openCalls().count()).sum();
    }

    /// How many connections to instances it has, or is about to make.
    int instanceConnections() {
        int count = 0;
        for (var client : path.clients()) {
            client.splice().enter();
            count += client.splice().instances().size();
            client.splice().leave();
        }
        return count;
    }

    /// A new client connection.
    ManagedChannel channel() {
        var channel =
                NettyChannelBuilder.forAddress(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), port()))
                        .usePlaintext()
                        .maxInboundMessageSize(64 * 1024 * 1024)
                        .maxInboundMetadataSize(128 * 1024)
                        .build();
        channels.add(channel);
        return channel;
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
        path.close();
        server.stop();
    }
}
