package io.monopod.log;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// Limits the log lines for one kind of event to one per second, with the number of events since
/// the last line, so that no outsider can flood the log. Thread-safe.
public final class OncePerSecond {
    private static final long PERIOD = Duration.ofSeconds(1).toNanos();

    /// The number of kinds kept. Beyond it all are forgotten, and each is logged again.
    private static final int MAX_KINDS = 1024;

    /// The number of events since the last line.
    private static final class Tally {
        private boolean logged;
        private long loggedAt;
        private long unlogged;

        synchronized long add(long now) {
            unlogged++;
            if (logged && now - loggedAt < PERIOD) {
                return 0;
            }
            long count = unlogged;
            logged = true;
            loggedAt = now;
            unlogged = 0;
            return count;
        }
    }

    private final Map<Object, Tally> tallies = new ConcurrentHashMap<>();
    private final LongSupplier nanos;

    /// @param nanos a clock like [System#nanoTime()]
    public OncePerSecond(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /// Counts an event.
    ///
    /// @param kind compared by value
    /// @return the count to report, this event included; 0 if it is not to be logged
    public long count(Object kind) {
        if (tallies.size() > MAX_KINDS) {
            tallies.clear();
        }
        return tallies.computeIfAbsent(kind, _ -> new Tally()).add(nanos.getAsLong());
    }
}
