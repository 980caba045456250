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

/// The latest events, for any number of readers, each at its own pace. A slow reader misses events
/// and learns how many; it never blocks a writer.
///
/// Safe for use by many threads.
public final class EventFeed implements SessionListener, AutoCloseable {
    private static final int KEPT = 4096;

    /// The maximum number of events in one read.
    private static final int BATCH = 256;

    /// @param id rises by one with each event, and exceeds the ids of every earlier run of the
    ///   gateway, or of every leader before
    record Entry(long id, ClusterName cluster, SessionEvent event) {}

    /// The result of a read.
    ///
    /// @param missed how many events before the first of these are no longer kept
    /// @param last the id to pass to the next read
    record Batch(List<Entry> entries, long missed, long last) {}

    /// Guards [#ring], [#first], [#next] and [#closed].
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private final Entry[] ring = new Entry[KEPT];
    private final StateTimes times = new StateTimes();
    private long first;
    private long next;
    private boolean closed;

    /// @param start the start time of this run
    public EventFeed(Instant start) {
        restart(start);
    }

    /// Begins anew: this gateway leads from now on, and its events follow those of another leader.
    public void restart(Instant start) {
        lock.lock();
        try {
            // Microseconds: a run emits less than one event each microsecond, so the ids of runs
            // never overlap, as far as the clocks of gateways agree.
            first = Math.max(next, start.toEpochMilli() * 1_000);
            next = first;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void happened(ClusterName cluster, SessionEvent event) {
        times.happened(cluster, event);
        lock.lock();
        try {
            ring[slot(next)] = new Entry(next, cluster, event);
            next++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    StateTimes times() {
        return times;
    }

    /// The id of the latest event. Before the first event, one less than its id.
    long last() {
        lock.lock();
        try {
            return next - 1;
        } finally {
            lock.unlock();
        }
    }

    /// Returns the events after the id `last`, or after the latest event if `last` lies in the
    /// future. Waits up to `maxWait` for the first one.
    Batch after(long last, Duration maxWait) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long known = Math.min(last, next - 1);
            long nanos = maxWait.toNanos();
            while (next - 1 == known && !closed && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
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
        // Nobody knows how many events of an earlier run the reader missed.
        long missed = last < first - 1 ? 0 : from - last - 1;
        return new Batch(entries, missed, to - 1);
    }

    /// All kept events, oldest first.
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

    /// Ends every event stream.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
