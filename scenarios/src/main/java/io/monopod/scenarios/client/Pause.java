package io.monopod.scenarios.client;

import java.time.Duration;

/// Pauses as a user would: to think, to hold a session, to retry after the given delay. Nothing
/// else here waits for the clock alone.
public final class Pause {
    private Pause() {}

    /// Waits; an interrupt ends the wait.
    public static void of(Duration time) throws InterruptedException {
        // The pause is the purpose, and no event could end it earlier.
        Thread.sleep(time);
    }
}
