package io.monopod.datapath.downstream;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.spi.ServerConnection;
import io.monopod.datapath.call.CallHandler;
import io.monopod.datapath.config.DataPathConfig;
import io.monopod.datapath.config.PathConfig;
import io.monopod.datapath.http2.frame.RawConnection;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/// A data path behind a real listener, with the test's call handler.
public final class Gateway implements AutoCloseable {
    public final DataPath path;
    private final WebServer server;
    private final List<ManagedChannel> channels = new ArrayList<>();

    public Gateway(CallHandler handler) {
        this(handler, PathConfig.DEFAULT);
    }

    public Gateway(CallHandler handler, DataPathConfig config) {
        this(new DataPath(handler, config, null));
    }

    public Gateway(DataPath path) {
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

    /// The number of open client connections.
    public int connections() {
        return path.clients().size();
    }

    /// The number of open calls.
    public int openCalls() {
        return path.clients().stream().mapToInt(client -> client.openCalls().count()).sum();
    }

    /// The number of connections to instances, including those being opened.
    public int instanceConnections() {
        int count = 0;
        for (var client : path.clients()) {
            client.group().enter();
            count += client.upstreams().count();
            client.group().leave();
        }
        return count;
    }

    public ServerConnection connectionOf(RawConnection client) {
        return path.clients().stream()
                .filter(connection -> client.isConnectedTo(connection.remoteAddress()))
                .findFirst()
                .orElseThrow();
    }

    /// Whether writes to all clients have been in progress for 50 ms.
    public boolean isStuck() {
        long now = System.nanoTime();
        return path.clients().stream()
                .allMatch(client -> client.writer().writeTime(now) > 50_000_000);
    }

    /// A new client connection.
    public ManagedChannel channel() {
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
