package io.monopod.gateway.assign;

import java.time.Duration;

/// An exponentially weighted mean of durations, newest first. Not thread-safe.
final class MeanDuration {
    /// The last ten or so count.
    private static final double WEIGHT = 0.2;

    private double millis;

    /// @param guess the mean until the first duration is known
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
