package io.monopod.gateway.retry;

import java.time.Duration;

/// Exponential backoff: the delay doubles with each consecutive failure.
///
/// @param first delay after the first failure, before jitter
/// @param max the longest delay, before jitter
public record Backoff(Duration first, Duration max) {
    private static final int MAX_DOUBLINGS = 20;

    /// @param failures consecutive failures, from 1
    /// @param spread jitter from 0 to 1: scales the delay by 0.5 to 1.5, so that clients that
    ///   failed together do not retry together
    public Duration after(int failures, double spread) {
        long doubled = first.toMillis() << Math.clamp(failures - 1L, 0, MAX_DOUBLINGS);
        return Duration.ofMillis((long) (Math.min(doubled, max.toMillis()) * (0.5 + spread)));
    }
}
