package io.monopod.benchmarks.deadline;

import io.monopod.benchmarks.backend.GrpcMessage;
import io.monopod.benchmarks.load.Call;
import io.monopod.benchmarks.load.Credentials;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A client connection whose calls all run into their deadline, which it leaves to the gateway.
final class LateClient implements AutoCloseable {
    /// Between two calls: not a multiple of anything that the gateway's clock ticks in.
    private static final Duration PACE = Duration.ofNanos(2_300_000);

    private final NioEventLoopGroup loop = new NioEventLoopGroup(1);
    private final BlockingQueue<Long> answers = new LinkedBlockingQueue<>();
    private final Duration timeout;
    private final Channel channel;

    LateClient(int port, Duration timeout) throws InterruptedException {
        this.timeout = timeout;
        this.channel =
                new Bootstrap()
                        .group(loop)
                        .channel(NioSocketChannel.class)
                        .handler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel opened) {
                                        opened.pipeline()
                                                .addLast(
                                                        Http2FrameCodecBuilder.forClient().build(),
                                                        new LateCalls(answers));
                                    }
                                })
                        .connect("127.0.0.1", port)
                        .sync()
                        .channel();
    }

    /// Makes calls at a steady pace, and waits until all are answered.
    ///
    /// @return how many nanoseconds after it was sent each of them was answered
    List<Long> call(Credentials session, int calls) throws InterruptedException {
        var body = GrpcMessage.framed(Call.request());
        for (int i = 0; i < calls; i++) {
            // A write that fails closes the connection: then no answer comes, and the run says so.
            var unused = channel.writeAndFlush(new LateCalls.Start(session, timeout, body));
            // Not a wait for something to happen: it is the pace of the calls.
            Thread.sleep(PACE);
        }
        var times = new ArrayList<Long>(calls);
        while (times.size() < calls) {
            times.add(Objects.requireNonNull(answers.poll(30, TimeUnit.SECONDS), "no answer"));
        }
        return times;
    }

    @Override
    public void close() {
        loop.shutdownGracefully().awaitUninterruptibly();
    }
}
