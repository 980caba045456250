package io.monopod.console.snapshot;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// How long clients waited for their instance.
///
/// @param p50 null if no client got one
/// @param p99 null if no client got one
public record Latency(@Nullable Duration p50, @Nullable Duration p99, int count) {
    public static final Latency NONE = new Latency(null, null, 0);
}
