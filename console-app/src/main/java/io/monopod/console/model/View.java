package io.monopod.console.model;

/// The views of the window.
public enum View {
    OVERVIEW,
    INSTANCES,
    CLIENTS,
    OUTCOMES,
    SCENARIOS,
    EVENTS,
    GATEWAY,
    RUNS
}
