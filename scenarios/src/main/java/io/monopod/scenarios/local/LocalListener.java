package io.monopod.scenarios.local;

/// Receives every event of a local system.
@FunctionalInterface
public interface LocalListener {
    /// Called from several threads at once; must return quickly.
    void on(LocalEvent event);

    /// Ignores all events.
    static LocalListener silent() {
        return event -> {};
    }
}
