package io.monopod.gateway.proxy;

import io.netty.util.Timeout;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// When a call has to be over.
final class Deadline {
    private static final long NEAR = Duration.ofMillis(25).toNanos();

    private final long nanos;
    private final @Nullable Timeout timeout;

    /// @param nanos on the clock of [System#nanoTime()]
    Deadline(long nanos, @Nullable Timeout timeout) {
        this.nanos = nanos;
        this.timeout = timeout;
    }

    void cancel() {
        if (timeout != null) {
            timeout.cancel();
        }
    }

    /// Whether it has passed, or nearly so.
    boolean isNear() {
        return System.nanoTime() - nanos > -NEAR;
    }
}
