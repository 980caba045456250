package io.monopod.console.desk;

import io.monopod.scenarios.engine.Scenario;

/// What runs now.
public sealed interface Activity {
    record Idle() implements Activity {}

    record Playing(Scenario scenario, Background.Job job) implements Activity {}

    record Loading(FreeClients clients) implements Activity {}

    /// A saved run is being shown.
    record Reading() implements Activity {}

    /// It was asked to stop.
    record Stopping() implements Activity {}

    default boolean isIdle() {
        return this instanceof Idle;
    }
}
