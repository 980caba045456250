package io.monopod.scenarios.event;

import org.jspecify.annotations.Nullable;

/// What a validation is based on.
///
/// @param client the client; null if it is about the whole run
/// @param call the call; null if it is about none
/// @param text what was seen, in a few words
public record Evidence(@Nullable ClientId client, @Nullable CallId call, String text) {}
