package io.monopod.datapath.connection;

import io.netty.util.Timeout;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// The time by which a call must end.
public final class Deadline {
    private static final long NEAR = Duration.ofMillis(25).toNanos();

    private final long nanos;
    private final @Nullable Timeout timeout;

    /// @param nanos on the clock of [System#nanoTime()]
    Deadline(long nanos, @Nullable Timeout timeout) {
        this.nanos = nanos;
        this.timeout = timeout;
    }

    public void cancel() {
        if (timeout != null) {
            timeout.cancel();
        }
    }

    /// Whether the deadline has passed, or nearly so.
    public boolean isNear() {
        return System.nanoTime() - nanos > -NEAR;
    }
}
