package io.monopod.benchmarks.deadline;

import io.monopod.benchmarks.backend.GrpcMessage;
import io.monopod.benchmarks.load.Call;
import io.monopod.benchmarks.load.Credentials;
import io.monopod.benchmarks.load.Http2Client;
import io.netty.channel.Channel;
import io.netty.channel.nio.NioEventLoopGroup;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A client connection whose calls all exceed their deadline, which only the gateway enforces.
final class LateClient implements AutoCloseable {
    /// Between two calls; not a multiple of the gateway's timer ticks.
    private static final Duration PACE = Duration.ofNanos(2_300_000);

    private final NioEventLoopGroup loop = new NioEventLoopGroup(1);
    private final BlockingQueue<Long> answers = new LinkedBlockingQueue<>();
    private final Duration timeout;
    private final Channel channel;

    LateClient(int port, Duration timeout) throws InterruptedException {
        this.timeout = timeout;
        this.channel = Http2Client.connect(loop, port, new LateCalls(answers));
    }

    /// Makes calls at a steady pace, and waits until all are answered.
    ///
    /// @return for each call the nanoseconds from request to answer
    List<Long> call(Credentials session, int calls) throws InterruptedException {
        var body = GrpcMessage.framed(Call.request());
        for (int i = 0; i < calls; i++) {
            // A failed write closes the connection: no answer arrives, and the run reports that.
            var unused = channel.writeAndFlush(new LateCalls.Start(session, timeout, body));
            // Not a wait for an event: this is the interval between calls.
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
