package io.monopod.console.state;

import io.monopod.console.snapshot.RunView;
import io.monopod.console.snapshot.StepView;
import io.monopod.scenarios.event.RunEvent;
import io.monopod.scenarios.event.RunEvent.RunEnded;
import io.monopod.scenarios.event.RunInfo;
import io.monopod.scenarios.event.Validation;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// The run's own progress. Guarded by the lock of [LiveModel].
final class RunState {
    private final List<StepView> steps = new ArrayList<>();
    private final List<Validation> checks = new ArrayList<>();
    private @Nullable RunInfo info;
    private @Nullable RunEnded ended;

    void begin(RunInfo run) {
        clear();
        info = run;
    }

    void step(RunEvent.StepStarted step) {
        steps.add(new StepView(step.number(), step.title(), null));
    }

    void stepDone(RunEvent.StepEnded step) {
        steps.replaceAll(
                known ->
                        known.number() == step.number()
                                ? new StepView(step.number(), step.title(), step.took())
                                : known);
    }

    void check(Validation validation) {
        checks.add(validation);
    }

    void end(RunEnded event) {
        ended = event;
    }

    @Nullable RunView view() {
        return info == null ? null : new RunView(info, steps, checks, ended);
    }

    void clear() {
        info = null;
        ended = null;
        steps.clear();
        checks.clear();
    }
}
