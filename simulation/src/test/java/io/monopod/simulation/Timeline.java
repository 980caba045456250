package io.monopod.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/// Simulated time: the scheduled events, in order.
public final class Timeline {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /// @param number orders events of the same time by when they were scheduled
    private record Event(Instant at, long number, Runnable action) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::at).thenComparing(Event::number));
    private Instant now = START;
    private long planned;

    public Instant now() {
        return now;
    }

    /// The time as a monotonic clock shows it.
    public long nanos() {
        return Duration.between(START, now).toNanos();
    }

    public void after(Duration delay, Runnable action) {
        events.add(new Event(now.plus(delay), planned++, action));
    }

    /// Advances to the next event and runs it.
    public void step() {
        var event = events.remove();
        now = event.at;
        event.action.run();
    }
}
