package io.monopod.gateway.telemetry;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// Durations by size. Safe for use by many threads.
final class Histogram {
    /// Upper bounds in seconds: from a bind on the same machine to a long wait for an instance.
    static final List<Double> BOUNDS =
            List.of(
                    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0,
                    60.0);

    private static final double NANOS = 1e9;

    private final LongAdder[] buckets = new LongAdder[BOUNDS.size() + 1];
    private final LongAdder nanos = new LongAdder();

    Histogram() {
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = new LongAdder();
        }
    }

    void add(Duration duration) {
        double seconds = duration.toNanos() / NANOS;
        int bucket = 0;
        while (bucket < BOUNDS.size() && seconds > BOUNDS.get(bucket)) {
            bucket++;
        }
        buckets[bucket].increment();
        nanos.add(duration.toNanos());
    }

    /// How many there were in the bucket of that number and those before; the last has no bound.
    long upTo(int bucket) {
        long sum = 0;
        for (int i = 0; i <= bucket; i++) {
            sum += buckets[i].sum();
        }
        return sum;
    }

    double seconds() {
        return nanos.sum() / NANOS;
    }
}
