package io.monopod.console.live;

import io.monopod.scenarios.event.ClientId;

import org.jspecify.annotations.Nullable;

/// A client that was just assigned or refused, for the eye to follow.
///
/// @param pod where it went; null if it was refused
public record Move(ClientId client, @Nullable String pod) {}
