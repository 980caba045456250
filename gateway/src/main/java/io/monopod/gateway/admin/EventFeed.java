package io.monopod.gateway.admin;

import io.monopod.contract.ClusterName;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.registry.SessionListener;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.LongStream;

/// The latest events, for any number of readers that each go at their own pace. A reader that falls
/// too far behind misses some, and is told how many; it never holds up anything.
///
/// Safe for use by many threads.
public final class EventFeed implements SessionListener, AutoCloseable {
    private static final int KEPT = 4096;

    /// How many events one read gives at most.
    private static final int BATCH = 256;

    /// One event.
    ///
    /// @param id rises by one with each event, and beyond those of any earlier run of the gateway
    record Entry(long id, ClusterName cluster, SessionEvent event) {}

    /// What a reader gets.
    ///
    /// @param missed how many events before the first of these are gone
    /// @param last where to read on
    record Batch(List<Entry> entries, long missed, long last) {}

    /// Guards [#ring], [#next] and [#closed].
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition news = lock.newCondition();
    private final Entry[] ring = new Entry[KEPT];
    private final StateTimes times = new StateTimes();
    private final long first;
    private long next;
    private boolean closed;

    /// @param start of this run of the gateway
    public EventFeed(Instant start) {
        // Microseconds: no run has as many events as it lasts.
        first = start.toEpochMilli() * 1_000;
        next = first;
    }

    @Override
    public void happened(ClusterName cluster, SessionEvent event) {
        times.happened(cluster, event);
        lock.lock();
        try {
            ring[slot(next)] = new Entry(next, cluster, event);
            next++;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    StateTimes times() {
        return times;
    }

    /// The id of the latest event; of the one before the first if there was none yet.
    long last() {
        lock.lock();
        try {
            return next - 1;
        } finally {
            lock.unlock();
        }
    }

    /// The events after the one with the id `last`, or after the latest if there is no such id yet.
    /// Waits for `patience` at most until there is one.
    Batch after(long last, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long known = Math.min(last, next - 1);
            long nanos = patience.toNanos();
            while (next - 1 == known && !closed && nanos > 0) {
                nanos = news.awaitNanos(nanos);
            }
            return read(known);
        } finally {
            lock.unlock();
        }
    }

    private Batch read(long last) {
        long oldest = Math.max(first, next - KEPT);
        long from = Math.max(last + 1, oldest);
        long to = Math.min(next, from + BATCH);
        var entries = new ArrayList<Entry>();
        for (long id = from; id < to; id++) {
            entries.add(ring[slot(id)]);
        }
        // A reader that comes from an earlier run has missed what nobody can count.
        long missed = last < first - 1 ? 0 : from - last - 1;
        return new Batch(entries, missed, to - 1);
    }

    /// All that are kept, oldest first.
    List<Entry> kept() {
        lock.lock();
        try {
            return LongStream.range(Math.max(first, next - KEPT), next)
                    .mapToObj(id -> ring[slot(id)])
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    private static int slot(long id) {
        return (int) (id % KEPT);
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /// Ends every stream of events.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
