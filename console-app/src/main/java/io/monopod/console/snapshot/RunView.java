package io.monopod.console.snapshot;

import io.monopod.scenarios.event.RunEvent.RunEnded;
import io.monopod.scenarios.event.RunInfo;
import io.monopod.scenarios.event.Validation;
import io.monopod.scenarios.event.Verdict;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The run that is shown.
///
/// @param ended null while it runs
public record RunView(
        RunInfo info, List<StepView> steps, List<Validation> checks, @Nullable RunEnded ended) {
    public RunView {
        steps = List.copyOf(steps);
        checks = List.copyOf(checks);
    }

    /// The reason of a scenario that was stopped.
    private static final String STOPPED = "stopped";

    public boolean running() {
        return ended == null;
    }

    /// How it ended: a run has passed only if checks have. Null while it runs.
    public @Nullable Verdict verdict() {
        RunEnded end = ended;
        return end == null
                ? null
                : switch (end.verdict()) {
                    case PASSED -> passed() > 0 ? Verdict.PASSED : Verdict.FINISHED;
                    case BROKEN -> end.reason().equals(STOPPED) ? Verdict.STOPPED : Verdict.BROKEN;
                    case FAILED, SKIPPED, FINISHED, STOPPED -> end.verdict();
                };
    }

    public int passed() {
        return Validation.Result.PASSED.count(checks);
    }

    public int failed() {
        return Validation.Result.FAILED.count(checks);
    }
}
