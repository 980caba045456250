package io.monopod.console.snapshot;

import io.monopod.scenarios.event.RunEvent.RunEnded;
import io.monopod.scenarios.event.RunInfo;
import io.monopod.scenarios.event.Validation;

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

    public boolean running() {
        return ended == null;
    }

    public int passed() {
        return Validation.Result.PASSED.count(checks);
    }

    public int failed() {
        return Validation.Result.FAILED.count(checks);
    }
}
