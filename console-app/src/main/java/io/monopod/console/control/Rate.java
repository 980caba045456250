package io.monopod.console.control;

import io.monopod.console.text.Texts;

import java.time.Duration;

/// How to tell a number of calls in an interval as a rate: per second, or per longer time if that
/// would be less than one.
///
/// @param factor the rate of one call
/// @param unit for example `calls/s`
record Rate(double factor, String unit) {
    private static final int MINUTE = 60;
    private static final int HOUR = 3_600;

    /// @param most the largest number of calls that is told
    static Rate of(int most, Duration interval) {
        double seconds = Math.max(1e-3, interval.toMillis() / 1e3);
        double perSecond = most / seconds;
        if (most == 0 || perSecond >= 1) {
            return new Rate(1 / seconds, Texts.text("chart.per-second"));
        }
        return perSecond * MINUTE >= 1
                ? new Rate(MINUTE / seconds, Texts.text("chart.per-minute"))
                : new Rate(HOUR / seconds, Texts.text("chart.per-hour"));
    }

    double of(int calls) {
        return calls * factor;
    }
}
