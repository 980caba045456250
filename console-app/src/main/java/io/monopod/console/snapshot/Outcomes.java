package io.monopod.console.snapshot;

import io.monopod.scenarios.event.Code;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// How calls ended: in total and over time.
///
/// @param calls by code, over the whole run
/// @param refusals calls per entry of the contract's table, by its index
/// @param strangers errors that are no entry of the table, by code
/// @param assign over the whole run
/// @param bars oldest first, each `width` long; the last ends at `end`
public record Outcomes(
        Map<Code, Integer> calls,
        List<Integer> refusals,
        Map<Code, Integer> strangers,
        Latency assign,
        List<Bar> bars,
        Duration width,
        Instant end) {
    public static final Outcomes NONE =
            new Outcomes(
                    Map.of(),
                    List.of(),
                    Map.of(),
                    Latency.NONE,
                    List.of(),
                    Duration.ofSeconds(1),
                    Instant.EPOCH);

    public Outcomes {
        calls = Map.copyOf(calls);
        refusals = List.copyOf(refusals);
        strangers = Map.copyOf(strangers);
        bars = List.copyOf(bars);
    }

    /// How much of the past a chart shows.
    public enum Range {
        /// All of the run, up to an hour.
        RUN(null),
        MINUTE(Duration.ofMinutes(1)),
        TEN_MINUTES(Duration.ofMinutes(10)),
        HOUR(Duration.ofHours(1));

        private final @Nullable Duration length;

        Range(@Nullable Duration length) {
            this.length = length;
        }

        /// Null for all of the run.
        public @Nullable Duration length() {
            return length;
        }
    }

    public int total() {
        return calls.values().stream().mapToInt(Integer::intValue).sum();
    }
}
