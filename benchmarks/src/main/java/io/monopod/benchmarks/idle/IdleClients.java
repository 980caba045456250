package io.monopod.benchmarks.idle;

import io.monopod.benchmarks.load.Credentials;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/// Client connections that have made one call each and stay.
final class IdleClients implements AutoCloseable {
    /// So many connect at once; more would only overflow the listener's backlog.
    private static final int AT_ONCE = 64;

    private final NioEventLoopGroup loops = new NioEventLoopGroup(1);
    private final Semaphore connecting = new Semaphore(AT_ONCE);
    private final int port;

    IdleClients(int port) {
        this.port = port;
    }

    /// Opens a connection for each session and waits until every call is answered.
    ///
    /// @throws IOException if one is not answered with OK
    void open(List<Credentials> sessions) throws IOException, InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls =
                    sessions.stream()
                            .<Callable<String>>map(session -> () -> call(session))
                            .toList();
            for (var call : threads.invokeAll(calls)) {
                check(call);
            }
        }
    }

    @Override
    public void close() {
        loops.shutdownGracefully().awaitUninterruptibly();
    }

    private String call(Credentials session) throws InterruptedException {
        connecting.acquire();
        try {
            var call = new OneCall(session);
            connect(call);
            return call.await();
        } finally {
            connecting.release();
        }
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

    private static void check(Future<String> call) throws IOException, InterruptedException {
        try {
            if (!call.get().equals("0")) {
                throw new IOException("an idle client's call ended with status " + call.get());
            }
        } catch (ExecutionException e) {
            throw new IOException("an idle client cannot connect: " + e.getCause(), e.getCause());
        }
    }
}
