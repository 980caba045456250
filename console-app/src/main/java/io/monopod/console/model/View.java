package io.monopod.console.model;

/// The parts of the window.
public enum View {
    OVERVIEW,
    INSTANCES,
    CLIENTS,
    OUTCOMES,
    SCENARIOS,
    EVENTS
}
