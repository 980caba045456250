package io.monopod.datapath;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waits for an effect of another thread or process.
public final class Eventually {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /// The time between two checks: short enough not to slow the tests, long enough to leave the
    /// processor free.
    private static final Duration PAUSE = Duration.ofMillis(5);

    private Eventually() {}

    /// @throws AssertionError if `condition` does not hold within ten seconds
    @SuppressWarnings("BusyWait") // nothing signals the condition, so it must be polled
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
