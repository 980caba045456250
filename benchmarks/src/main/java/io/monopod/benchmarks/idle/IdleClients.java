package io.monopod.benchmarks.idle;

import io.monopod.benchmarks.load.Credentials;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Client connections that have made one call each and stay.
final class IdleClients implements AutoCloseable {
    /// Between two of them. Faster, the connections that bind sessions, which stay for a second,
    /// would need more files than a process may have.
    private static final Duration PACE = Duration.ofMillis(6);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final NioEventLoopGroup loops = new NioEventLoopGroup(1);
    private final int port;

    IdleClients(int port) {
        this.port = port;
    }

    /// Opens a connection for each session and waits until every call is answered.
    ///
    /// @throws IOException if one is not answered with OK
    void open(List<Credentials> sessions) throws IOException, InterruptedException {
        var calls = new ArrayList<OneCall>(sessions.size());
        for (var session : sessions) {
            var call = new OneCall(session);
            connect(call);
            calls.add(call);
            // Not a wait for something to happen: it is the pace of the clients.
            Thread.sleep(PACE);
        }
        for (var call : calls) {
            var status = call.await(PATIENCE);
            if (!status.equals("0")) {
                throw new IOException("an idle client's call ended with status " + status);
            }
        }
    }

    @Override
    public void close() {
        loops.shutdownGracefully().awaitUninterruptibly();
    }

    private void connect(OneCall call) throws InterruptedException {
        new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .handler(
                        new ChannelInitializer<Channel>() {
                            @Override
                            protected void initChannel(Channel channel) {
                                channel.pipeline()
                                        .addLast(Http2FrameCodecBuilder.forClient().build(), call);
                            }
                        })
                .connect("127.0.0.1", port)
                .sync();
    }
}
