package io.monopod.console.desk;

import io.monopod.scenarios.engine.Scenario;
import io.monopod.scenarios.load.Load;

/// What runs now.
public sealed interface Activity {
    record Idle() implements Activity {}

    /// @param stopping whether it was asked to stop
    record Playing(Scenario scenario, Background.Job job, boolean stopping) implements Activity {}

    record Loading(Load load) implements Activity {}

    default boolean isIdle() {
        return this instanceof Idle;
    }
}
