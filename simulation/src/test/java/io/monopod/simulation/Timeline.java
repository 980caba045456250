package io.monopod.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/// Simulated time: what is going to happen, in order.
final class Timeline {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /// @param number keeps what happens at one moment in the order in which it was planned
    private record Event(Instant at, long number, Runnable action) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::at).thenComparing(Event::number));
    private Instant now = START;
    private long planned;

    Instant now() {
        return now;
    }

    /// As a process counts it, whose clock cannot be set.
    long nanos() {
        return Duration.between(START, now).toNanos();
    }

    void after(Duration delay, Runnable action) {
        events.add(new Event(now.plus(delay), planned++, action));
    }

    /// Goes on to the next event and lets it happen.
    void step() {
        var event = events.remove();
        now = event.at;
        event.action.run();
    }
}
