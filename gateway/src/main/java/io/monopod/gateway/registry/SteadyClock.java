package io.monopod.gateway.registry;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// The clock for leases, waits and idle times. It starts at the wall clock's time and then runs
/// evenly: if a wall clock is set by an hour, every lease expires at once, or none for an hour.
/// Thread-safe.
public final class SteadyClock implements InstantSource {
    private final InstantSource wall;
    private final LongSupplier nanos;
    private final Instant begin;
    private final long beginNanos;

    /// @param wall the time of day, by which tokens expire
    public SteadyClock(InstantSource wall) {
        this(wall, System::nanoTime);
    }

    /// @param nanos a monotonic time in nanoseconds
    public SteadyClock(InstantSource wall, LongSupplier nanos) {
        this.wall = wall;
        this.nanos = nanos;
        this.begin = wall.instant();
        this.beginNanos = nanos.getAsLong();
    }

    @Override
    public Instant instant() {
        return begin.plusNanos(nanos.getAsLong() - beginNanos);
    }

    /// The wall clock's time.
    public Instant wall() {
        return wall.instant();
    }

    /// What this clock will show when the wall clock shows `time`, if the wall clock is not set
    /// before.
    public Instant at(Instant time) {
        return instant().plus(Duration.between(wall.instant(), time));
    }
}
