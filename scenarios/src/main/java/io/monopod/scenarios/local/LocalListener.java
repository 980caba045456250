package io.monopod.scenarios.local;

/// Hears of everything in a local system.
@FunctionalInterface
public interface LocalListener {
    /// Called from several threads at once, and must return quickly.
    void on(LocalEvent event);

    /// Hears nothing.
    static LocalListener silent() {
        return event -> {};
    }
}
