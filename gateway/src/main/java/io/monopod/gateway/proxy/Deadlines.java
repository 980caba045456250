package io.monopod.gateway.proxy;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// The deadlines of all calls: kept to a few milliseconds, and cheap enough for every call to have
/// one that is nearly always cancelled.
final class Deadlines implements AutoCloseable {
    private static final int TICK_MILLIS = 5;

    /// Beyond this nobody waits (and nanoseconds overflow).
    private static final Duration LONGEST = Duration.ofDays(365);

    private final HashedWheelTimer wheel =
            new HashedWheelTimer(
                    Thread.ofPlatform().name("deadlines").daemon().factory(),
                    TICK_MILLIS,
                    TimeUnit.MILLISECONDS);

    /// @param action runs on a virtual thread of its own, unless it is cancelled before
    Deadline schedule(Duration delay, Runnable action) {
        long nanos = (delay.compareTo(LONGEST) < 0 ? delay : LONGEST).toNanos();
        return new Deadline(System.nanoTime() + nanos, timeout(nanos, action));
    }

    /// @return null when this is closed: nothing happens any more
    private @Nullable Timeout timeout(long nanos, Runnable action) {
        try {
            return wheel.newTimeout(
                    due -> Thread.ofVirtual().name("deadline").start(action),
                    nanos,
                    TimeUnit.NANOSECONDS);
        } catch (IllegalStateException e) {
            return null;
        }
    }

    @Override
    public void close() {
        wheel.stop();
    }
}
