package io.monopod.agent.call;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.monopod.datapath.call.Target;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// The way to the process behind an instance. Calls take it only once it is open, because only then
/// the instance accepts a session. Thread-safe.
public final class Route implements AutoCloseable {
    private static final Executor ON_VIRTUAL_THREADS = task -> Thread.ofVirtual().start(task);

    /// How much later than the loss of its connections the end of a process may be known.
    private static final Duration FATE = Duration.ofSeconds(1);

    private final int maxMessage;
    private final int callsPerConnection;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Open open;

    /// Guards `channel`.
    private final ReentrantLock lock = new ReentrantLock();

    /// Made when it is first needed, which is for ending calls only.
    private @Nullable ManagedChannel channel;

    private record Open(Target target, Consumer<Target> cut) {}

    /// @param maxMessage bytes of an answer to an ending call
    /// @param callsPerConnection as of [Target]
    public Route(int maxMessage, int callsPerConnection) {
        this.maxMessage = maxMessage;
        this.callsPerConnection = callsPerConnection;
    }

    /// @param name for logs
    /// @param cut cuts the data path's connections to the target
    public void open(String name, String host, int port, Consumer<Target> cut) {
        open =
                new Open(
                        new Target(name, host, port, null, Target.Use.SESSION, callsPerConnection),
                        cut);
    }

    private Open opened() {
        var now = open;
        if (now == null) {
            throw new IllegalStateException("a call came before the process was ready");
        }
        return now;
    }

    Target target() {
        return opened().target();
    }

    ManagedChannel channel() {
        lock.lock();
        try {
            if (channel == null) {
                channel = connect(target());
            }
            return channel;
        } finally {
            lock.unlock();
        }
    }

    private ManagedChannel connect(Target to) {
        return NettyChannelBuilder.forAddress(new InetSocketAddress(to.host(), to.port()))
                .usePlaintext()
                .disableRetry()
                .maxInboundMessageSize(maxMessage)
                .executor(ON_VIRTUAL_THREADS)
                .build();
    }

    /// Ends all spliced calls to the process.
    void cut() {
        var now = opened();
        now.cut().accept(now.target());
    }

    /// The process has ended.
    public void ended() {
        ended.countDown();
    }

    /// Waits a moment for the end of the process: its connections break before that is known.
    ///
    /// @return whether it has ended
    boolean awaitEnd() {
        try {
            return ended.await(FATE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (channel != null) {
                channel.shutdownNow();
            }
        } finally {
            lock.unlock();
        }
    }
}
