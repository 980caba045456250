package io.monopod.console.live;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// How long clients waited for their instance.
///
/// @param p50 null if none got one
/// @param p99 null if none got one
public record Latency(@Nullable Duration p50, @Nullable Duration p99, int count) {
    static final Latency NONE = new Latency(null, null, 0);

    static Latency of(Histogram histogram) {
        return new Latency(
                histogram.percentile(0.5), histogram.percentile(0.99), histogram.count());
    }
}
