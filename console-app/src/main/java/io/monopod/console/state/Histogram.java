package io.monopod.console.state;

import io.monopod.console.snapshot.Latency;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// Counts durations in buckets, each 5 % wider than the one before, starting at a microsecond. A
/// percentile is exact to 5 % at any size. For one thread.
final class Histogram {
    private static final double GROWTH = Math.log(1.05);
    private static final int CELLS = 480;

    private final int[] cells = new int[CELLS];
    private int count;

    void add(Duration duration) {
        double micros = Math.max(1, duration.toNanos() / 1e3);
        cells[Math.min(CELLS - 1, (int) (Math.log(micros) / GROWTH))]++;
        count++;
    }

    void add(Histogram other) {
        for (int i = 0; i < CELLS; i++) {
            cells[i] += other.cells[i];
        }
        count += other.count;
    }

    /// @param share 0.5 for the median
    /// @return null if nothing was added
    @Nullable Duration percentile(double share) {
        if (count == 0) {
            return null;
        }
        long rank = Math.max(1, (long) Math.ceil(share * count));
        int cell = 0;
        for (long seen = cells[0]; seen < rank; seen += cells[cell]) {
            cell++;
        }
        // The middle of the bucket.
        return Duration.ofNanos(Math.round(Math.exp((cell + 0.5) * GROWTH) * 1e3));
    }

    int count() {
        return count;
    }

    void clear() {
        java.util.Arrays.fill(cells, 0);
        count = 0;
    }

    Latency latency() {
        return new Latency(percentile(0.5), percentile(0.99), count);
    }
}
