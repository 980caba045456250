package io.monopod.console.live;

import io.monopod.scenarios.event.ClientId;

import org.jspecify.annotations.Nullable;

/// Something that just went somewhere, for the eye to follow.
public sealed interface Move {
    /// A client was assigned or refused.
    ///
    /// @param pod where it went; null if it was refused
    record OfClient(ClientId client, @Nullable String pod) implements Move {}

    /// A session whose instance was lost goes on elsewhere.
    record OfSession(String from, String to) implements Move {}
}
