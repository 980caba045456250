package io.monopod.console.service;

import io.monopod.scenarios.engine.Scenario;

/// What is running now.
public sealed interface Activity {
    record Idle() implements Activity {}

    record Playing(Scenario scenario, Background.Job job) implements Activity {}

    record Loading(FreeClients clients) implements Activity {}

    /// A saved run is shown.
    record Reading() implements Activity {}

    /// A stop was requested.
    record Stopping() implements Activity {}

    default boolean isIdle() {
        return this instanceof Idle;
    }
}
