package io.monopod.console.service;

/// Runs slow tasks.
@FunctionalInterface
public interface Background {
    /// Starts a task; returns at once.
    Job start(String name, Work work);

    /// A task.
    @FunctionalInterface
    interface Work {
        /// Handles its own failures. An interrupt means that the user has stopped it.
        void run() throws InterruptedException;
    }

    /// A started task.
    @FunctionalInterface
    interface Job {
        /// Asks it to end soon; does nothing if it has ended.
        void stop();
    }

    /// Runs each task on a virtual thread of its own.
    static Background threads() {
        return (name, work) -> Thread.ofVirtual().name(name).start(() -> runOn(work))::interrupt;
    }

    private static void runOn(Work work) {
        try {
            work.run();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
