package io.monopod.scenarios.event;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// When a refused client should retry.
///
/// @param pushbackMillis the trailer `grpc-retry-pushback-ms`; negative means do not retry (gRFC
///   A6); null if absent
/// @param retryDelay the delay of `google.rpc.RetryInfo`; null if absent
public record RetryHint(@Nullable Long pushbackMillis, @Nullable Duration retryDelay) {
    public static final RetryHint NONE = new RetryHint(null, null);
}
