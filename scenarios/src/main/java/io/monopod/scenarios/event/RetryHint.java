package io.monopod.scenarios.event;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// When a refused client should come back.
///
/// @param pushbackMillis the trailer `grpc-retry-pushback-ms`; negative for not at all (gRFC A6);
///   null if it was not there
/// @param retryDelay the delay of `google.rpc.RetryInfo`; null if it was not there
public record RetryHint(@Nullable Long pushbackMillis, @Nullable Duration retryDelay) {
    public static final RetryHint NONE = new RetryHint(null, null);
}
