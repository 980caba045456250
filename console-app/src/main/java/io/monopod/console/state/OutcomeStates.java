package io.monopod.console.state;

import io.monopod.console.snapshot.Outcomes;
import io.monopod.console.snapshot.Outcomes.Range;
import io.monopod.scenarios.engine.ContractAnswer;
import io.monopod.scenarios.event.Code;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// How the run's calls ended. Guarded by the lock of [LiveModel].
final class OutcomeStates {
    /// How long the chart continues after the run's end, so that the last bar is visible.
    private static final Duration AFTERGLOW = Duration.ofMillis(300);

    private final Timeline timeline = new Timeline();
    private final Histogram assign = new Histogram();
    private final Map<Code, Integer> calls = new EnumMap<>(Code.class);
    private final Map<Code, Integer> strangers = new EnumMap<>(Code.class);
    private final int[] refusals = new int[ContractAnswer.all().size()];
    private @Nullable Instant start;
    private @Nullable Instant end;

    void begin(Instant at) {
        start = at;
        end = null;
    }

    void end(Instant at) {
        end = at.plus(AFTERGLOW);
    }

    /// @param refusal the index in the contract's table; -1 for none
    void call(Instant at, Code code, int refusal) {
        timeline.call(at, code);
        calls.merge(code, 1, Integer::sum);
        if (refusal >= 0) {
            refusals[refusal]++;
        } else if (code != Code.OK) {
            strangers.merge(code, 1, Integer::sum);
        }
    }

    void assigned(Instant at, Duration waited) {
        timeline.assigned(at, waited);
        assign.add(waited);
    }

    Outcomes view(Range range, Instant now) {
        Instant from = start;
        if (from == null) {
            return Outcomes.NONE;
        }
        Instant to = end == null ? now : end;
        Duration length = range.length();
        Duration width =
                length == null ? Timeline.width(from, to) : length.dividedBy(Timeline.BARS);
        List<Integer> perRefusal = Arrays.stream(refusals).boxed().toList();
        return new Outcomes(
                calls,
                perRefusal,
                strangers,
                assign.latency(),
                timeline.bars(to, width),
                width,
                to);
    }

    void clear() {
        timeline.clear();
        assign.clear();
        calls.clear();
        strangers.clear();
        Arrays.fill(refusals, 0);
        start = null;
        end = null;
    }
}
