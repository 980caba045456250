package io.monopod.agent;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waits for what becomes true by itself.
final class Eventually {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /// Between two looks: nothing announces the condition.
    private static final Duration PAUSE = Duration.ofMillis(10);

    private Eventually() {}

    static void holds(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + LONGEST.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - until > 0) {
                throw new AssertionError("still not true after " + LONGEST);
            }
            Thread.sleep(PAUSE);
        }
    }
}
