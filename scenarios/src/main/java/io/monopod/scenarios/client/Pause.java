package io.monopod.scenarios.client;

import java.time.Duration;

/// Time that a client lets pass because a user would: to think, to hold a session, to come back
/// when it was told to. Nothing else here waits by the clock alone.
public final class Pause {
    private Pause() {}

    /// Lets time pass; an interrupt ends it.
    public static void of(Duration time) throws InterruptedException {
        // The wait is the point, and no event could end it earlier.
        Thread.sleep(time);
    }
}
