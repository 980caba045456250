package io.monopod.console.desk;

/// Where properties may be changed.
@FunctionalInterface
public interface UiThread {
    /// Runs it there, soon, after all that was handed over before.
    void run(Runnable task);
}
