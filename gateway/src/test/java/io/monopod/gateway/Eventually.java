package io.monopod.gateway;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waits for an effect of another thread or process.
public final class Eventually {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /// Time between two checks: too short to slow a test, and too long to keep a processor busy.
    private static final Duration PAUSE = Duration.ofMillis(5);

    private Eventually() {}

    /// @throws AssertionError if `condition` does not hold within ten seconds
    @SuppressWarnings("BusyWait") // nothing announces the condition; that is what this is for
    public static void holds(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("it did not happen within " + LIMIT);
            }
            Thread.sleep(PAUSE);
        }
    }
}
