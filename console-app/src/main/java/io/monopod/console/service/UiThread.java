package io.monopod.console.service;

/// Runs tasks on the thread where properties may change.
@FunctionalInterface
public interface UiThread {
    /// Runs the task soon, after all earlier ones.
    void run(Runnable task);
}
