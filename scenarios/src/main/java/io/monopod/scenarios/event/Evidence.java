package io.monopod.scenarios.event;

import org.jspecify.annotations.Nullable;

/// What a validation rests on.
///
/// @param client whom it is about; null if it is about the whole run
/// @param call the call to look at; null if it is about none
/// @param text what was seen, in a few words
public record Evidence(@Nullable ClientId client, @Nullable CallId call, String text) {}
