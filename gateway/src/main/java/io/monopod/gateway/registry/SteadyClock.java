package io.monopod.gateway.registry;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// The clock that leases, waits and idle times are counted by. It begins at the wall clock's time
/// and then goes on evenly: a wall clock that is set, by an hour say, would let every lease run out
/// at once, or none for an hour. Thread-safe.
public final class SteadyClock implements InstantSource {
    private final InstantSource wall;
    private final LongSupplier nanos;
    private final Instant begin;
    private final long beginNanos;

    /// @param wall what the time of day is, as tokens know it
    public SteadyClock(InstantSource wall) {
        this(wall, System::nanoTime);
    }

    /// @param nanos what goes on evenly
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

    /// What this clock will show when the wall clock shows `time`, if nobody sets that until then.
    public Instant at(Instant time) {
        return instant().plus(Duration.between(wall.instant(), time));
    }
}
