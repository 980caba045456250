package io.monopod.scenarios.event;

/// Receives every event of a run.
@FunctionalInterface
public interface RunListener {
    /// Called from many threads at once. Must return quickly, because the client that reports the
    /// event waits. One client's events come in order; `RunStarted` comes before all others and
    /// `RunEnded` after them.
    void on(RunEvent event);

    /// Passes each event to both, to this one first.
    default RunListener and(RunListener other) {
        return event -> {
            on(event);
            other.on(event);
        };
    }
}
