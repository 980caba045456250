package io.monopod.scenarios.report;

import java.time.Duration;
import java.util.Locale;

/// Formats durations.
public final class Pace {
    private Pace() {}

    /// Three digits and a unit: `3.1 ms`, `412 ms`, `1.25 s`, `2:05 min`.
    public static String of(Duration duration) {
        double millis = duration.toNanos() / 1e6;
        if (millis < 10) {
            return String.format(Locale.ROOT, "%.1f ms", millis);
        }
        if (millis < 1000) {
            return String.format(Locale.ROOT, "%.0f ms", millis);
        }
        if (duration.toSeconds() < 100) {
            return String.format(Locale.ROOT, "%.2f s", millis / 1000);
        }
        return String.format(
                Locale.ROOT, "%d:%02d min", duration.toMinutes(), duration.toSecondsPart());
    }
}
