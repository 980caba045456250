package io.monopod.gateway.table;

import java.time.Duration;

/// An exponentially weighted moving average of durations. Not thread-safe.
final class MeanDuration {
    /// About the last ten durations count.
    private static final double WEIGHT = 0.2;

    private double millis;

    /// @param guess the initial mean
    MeanDuration(Duration guess) {
        millis = guess.toMillis();
    }

    void add(Duration duration) {
        millis += WEIGHT * (duration.toMillis() - millis);
    }

    Duration mean() {
        return Duration.ofMillis(Math.round(millis));
    }
}
