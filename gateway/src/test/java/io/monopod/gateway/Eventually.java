package io.monopod.gateway;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waits for what another thread or process will bring about.
public final class Eventually {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /// Between two looks: so short that no test gets slower by it, so long that what is waited for
    /// keeps the processor to itself.
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
