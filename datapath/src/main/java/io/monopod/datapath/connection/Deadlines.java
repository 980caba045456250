package io.monopod.datapath.connection;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// The deadlines of a data path, accurate to a few milliseconds. Scheduling is cheap, because every
/// call may have a deadline and nearly all are cancelled.
public final class Deadlines implements AutoCloseable {
    private static final int TICK_MILLIS = 5;

    /// Longer delays never pass in practice, and overflow nanoseconds.
    private static final Duration MAX_DELAY = Duration.ofDays(365);

    /// One for all data paths of the process: its thread wakes up at every tick.
    private static final HashedWheelTimer WHEEL =
            new HashedWheelTimer(
                    Thread.ofPlatform().name("deadlines").daemon().factory(),
                    TICK_MILLIS,
                    TimeUnit.MILLISECONDS);

    private volatile boolean closed;

    /// @param action runs on its own virtual thread, unless cancelled before
    public Deadline schedule(Duration delay, Runnable action) {
        long nanos = (delay.compareTo(MAX_DELAY) < 0 ? delay : MAX_DELAY).toNanos();
        return new Deadline(System.nanoTime() + nanos, timeout(nanos, action));
    }

    /// @return null after [#close()], when nothing is scheduled
    private @Nullable Timeout timeout(long nanos, Runnable action) {
        return closed ? null : WHEEL.newTimeout(due -> start(action), nanos, TimeUnit.NANOSECONDS);
    }

    private void start(Runnable action) {
        if (!closed) {
            Thread.ofVirtual().name("deadline").start(action);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
