package io.monopod.scenarios.system;

import java.io.IOException;

/// Waits until instances whose sessions have ended are free again: where each session ends its
/// process, that takes a moment.
@FunctionalInterface
public interface Settling {
    /// For systems that keep their processes.
    Settling AT_ONCE = free -> {};

    /// Returns when at least so many instances are free.
    ///
    /// @throws IOException with a message for a person, if they do not become free, or nobody knows
    void await(int free) throws IOException, InterruptedException;
}
