package io.monopod.console.desk;

/// Where things are done that take their time.
@FunctionalInterface
public interface Background {
    /// Starts it; returns at once.
    Job start(String name, Work work);

    /// What is done.
    @FunctionalInterface
    interface Work {
        /// Handles its own failures; an interrupt means that a person has stopped it.
        void run() throws InterruptedException;
    }

    /// Something that was started.
    @FunctionalInterface
    interface Job {
        /// Asks it to end soon; nothing if it has ended.
        void stop();
    }

    /// Each on a virtual thread of its own.
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
