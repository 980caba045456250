package io.monopod.scenarios.system;

import java.io.IOException;

/// Waits until instances are free again after their sessions; needed where each session ends its
/// process.
@FunctionalInterface
public interface Settling {
    /// For systems that keep their processes.
    Settling AT_ONCE = free -> {};

    /// Returns when at least this many instances are free.
    ///
    /// @throws IOException with a message for the user, if they do not become free, or it cannot be
    ///   found out
    void await(int free) throws IOException, InterruptedException;
}
