package io.monopod.simulation;

import java.time.Duration;
import java.time.Instant;

/// The clocks of one process: a monotonic one that runs slightly fast or slow, and the time of day,
/// which can be set wrong.
public final class Clocks {
    private final Timeline timeline;

    /// How fast it runs, in parts per million.
    private final int drift;

    private Duration skew;

    /// @param skew the error of the time of day
    public Clocks(Timeline timeline, int drift, Duration skew) {
        this.timeline = timeline;
        this.drift = drift;
        this.skew = skew;
    }

    /// Nanoseconds since the world began.
    public long nanos() {
        long nanos = timeline.nanos();
        return nanos + nanos / 1_000 * drift / 1_000;
    }

    public Instant wall() {
        return timeline.now().plus(skew);
    }

    /// Sets the error of the time of day.
    public void set(Duration wrong) {
        skew = wrong;
    }
}
