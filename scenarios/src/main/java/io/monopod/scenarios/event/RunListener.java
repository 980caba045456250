package io.monopod.scenarios.event;

/// Hears of everything in a run.
@FunctionalInterface
public interface RunListener {
    /// Called from many threads at once, and must return quickly: the client whose event it is
    /// waits. The events of one client come in order; `RunStarted` comes before and `RunEnded`
    /// after all others.
    void on(RunEvent event);

    /// Tells both, this one first.
    default RunListener and(RunListener other) {
        return event -> {
            on(event);
            other.on(event);
        };
    }
}
