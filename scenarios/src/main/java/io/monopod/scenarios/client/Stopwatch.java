package io.monopod.scenarios.client;

import java.time.Duration;

/// Time since it was made, by the monotonic clock.
record Stopwatch(long startNanos) {
    static Stopwatch start() {
        return new Stopwatch(System.nanoTime());
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }
}
