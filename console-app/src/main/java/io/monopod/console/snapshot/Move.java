package io.monopod.console.snapshot;

import io.monopod.scenarios.event.ClientId;

import org.jspecify.annotations.Nullable;

/// A move to animate.
public sealed interface Move {
    /// A client was assigned or refused.
    ///
    /// @param pod its instance; null if it was refused
    record OfClient(ClientId client, @Nullable String pod) implements Move {}

    /// A session whose instance was lost continues on another.
    record OfSession(String from, String to) implements Move {}
}
