package io.monopod.simulation;

import java.time.Duration;
import java.time.Instant;

/// The clocks of one process: one that goes on evenly, if a little too fast or too slow, and one
/// that shows the time of day, as it was set.
final class Clocks {
    private final Timeline timeline;

    /// By how many millionths it is too fast.
    private final int drift;

    private Duration skew;

    /// @param skew by how much the time of day is wrong
    Clocks(Timeline timeline, int drift, Duration skew) {
        this.timeline = timeline;
        this.drift = drift;
        this.skew = skew;
    }

    /// The time since the world began.
    long nanos() {
        long nanos = timeline.nanos();
        return nanos + nanos / 1_000 * drift / 1_000;
    }

    Instant wall() {
        return timeline.now().plus(skew);
    }

    /// Somebody sets the time of day.
    void set(Duration wrong) {
        skew = wrong;
    }
}
