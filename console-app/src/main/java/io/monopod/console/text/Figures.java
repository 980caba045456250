package io.monopod.console.text;

import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.event.RetryHint;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Formats figures.
public final class Figures {
    public static final String NONE = "\u2013";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ENGLISH)
                    .withZone(ZoneId.systemDefault());

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH)
                    .withZone(ZoneId.systemDefault());

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH)
                    .withZone(ZoneId.systemDefault());

    private Figures() {}

    /// Three digits in a suitable unit: `0.84 ms`, `12.3 ms`, `1.20 s`.
    public static String duration(@Nullable Duration duration) {
        return duration == null ? NONE : withUnit(duration.toNanos() / 1e6);
    }

    private static String withUnit(double millis) {
        if (millis >= 60_000) {
            long seconds = Math.round(millis / 1e3);
            return "%d:%02d min".formatted(seconds / 60, seconds % 60);
        }
        return millis < 1_000 ? digits(millis) + " ms" : digits(millis / 1e3) + " s";
    }

    /// As short as possible without rounding: `2 ms`, `0.5 ms`, `1.5 s`.
    public static String axis(Duration duration) {
        double millis = duration.toNanos() / 1e6;
        double value = millis < 1_000 ? millis : millis / 1e3;
        String number =
                value == Math.rint(value)
                        ? String.format(Locale.ENGLISH, "%.0f", value)
                        : Double.toString(value);
        return number + (millis < 1_000 ? " ms" : " s");
    }

    private static String brief(double value) {
        return String.format(Locale.ENGLISH, value < 9.95 ? "%.1f" : "%.0f", value);
    }

    /// One decimal below ten: `0.5`, `12`.
    public static String few(double value) {
        return brief(value);
    }

    private static String digits(double value) {
        String pattern = value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%.0f";
        return String.format(Locale.ENGLISH, pattern, value);
    }

    /// Two durations in the unit of the longer: `4.1 / 31 ms`.
    public static String pair(@Nullable Duration one, @Nullable Duration other) {
        if (one == null || other == null) {
            return NONE;
        }
        double first = one.toNanos() / 1e6;
        double second = other.toNanos() / 1e6;
        return second < 1_000
                ? brief(first) + " / " + brief(second) + " ms"
                : brief(first / 1e3) + " / " + brief(second / 1e3) + " s";
    }

    /// Whole milliseconds, seconds or minutes: `250 ms`, `3 s`.
    public static String roughly(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1_000) {
            return millis + " ms";
        }
        return millis < 60_000 ? millis / 1_000 + " s" : millis / 60_000 + " min";
    }

    /// A distance on the time axis: `250 ms`, `40 s`, `1:40 min`, `2 min`.
    public static String mark(Duration ago) {
        long seconds = ago.toSeconds();
        return seconds < 60 || seconds % 60 == 0
                ? roughly(ago)
                : "%d:%02d min".formatted(seconds / 60, seconds % 60);
    }

    /// An age in its two largest units: `0.4 s`, `12 s`, `3:05 min`, `2:30 h`, `4 d`.
    public static String age(Duration age) {
        long millis = Math.max(0, age.toMillis());
        long seconds = millis / 1_000;
        if (millis < 10_000) {
            return brief(millis / 1e3) + " s";
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3_600) {
            return "%d:%02d min".formatted(seconds / 60, seconds % 60);
        }
        return seconds < 172_800
                ? "%d:%02d h".formatted(seconds / 3_600, seconds / 60 % 60)
                : seconds / 86_400 + " d";
    }

    /// Whole seconds, rounded up, so that a countdown ends with 1.
    public static String countdown(Duration left) {
        return Math.ceilDiv(left.toMillis(), 1_000) + " s";
    }

    public static String count(long count) {
        return String.format(Locale.ENGLISH, "%,d", count);
    }

    /// At most four characters: `950`, `1.2k`, `34k`.
    public static String compact(long count) {
        if (count < 1_000) {
            return Long.toString(count);
        }
        String pattern = count < 10_000 && count % 1_000 != 0 ? "%.1fk" : "%.0fk";
        return String.format(Locale.ENGLISH, pattern, count / 1e3);
    }

    /// The day and the time of day.
    public static String day(Instant at) {
        return DAY.format(at);
    }

    /// The time of day, to the second.
    public static String clock(Instant at) {
        return CLOCK.format(at);
    }

    /// The time of day, to the millisecond.
    public static String time(Instant at) {
        return TIME.format(at);
    }

    /// Name and number, as in gRPC's documents.
    public static String code(Code code) {
        return code.name() + " (" + code.number() + ")";
    }

    /// When a refused client should come back.
    public static String retry(RetryHint hint) {
        Long pushback = hint.pushbackMillis();
        if (pushback == null) {
            return NONE;
        }
        return pushback < 0
                ? Texts.text("retry.never")
                : Texts.text("retry.after", duration(Duration.ofMillis(pushback)));
    }
}
