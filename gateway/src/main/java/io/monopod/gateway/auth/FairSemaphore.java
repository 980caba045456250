package io.monopod.gateway.auth;

import io.monopod.vouch.MacKey;

import java.time.Duration;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A semaphore that is fair between names and between connections: a single request never waits
/// behind the many requests of others (start-time fair queueing, Goyal, Vin and Cheng, SIGCOMM
/// 1996; each permit costs the same). Among equals, the address with fewer requests goes first.
///
/// The queue is bounded. When it is full, the request that would be last is refused. Safe for use
/// by many threads.
class FairSemaphore {
    private static final class Waiter {
        private final long start;
        private final long addressStart;
        private final long number;
        private final Condition decided;
        private boolean granted;
        private boolean refused;

        Waiter(long start, long addressStart, long number, Condition decided) {
            this.start = start;
            this.addressStart = addressStart;
            this.number = number;
            this.decided = decided;
        }
    }

    /// Guards everything below.
    private final ReentrantLock lock = new ReentrantLock();

    private final int maxWaiting;
    private final Sketch names;
    private final Sketch connections;
    private final Sketch addresses;
    private final TreeSet<Waiter> queue =
            new TreeSet<>(
                    Comparator.<Waiter>comparingLong(waiter -> waiter.start)
                            .thenComparingLong(waiter -> waiter.addressStart)
                            .thenComparingLong(waiter -> waiter.number));

    private int free;

    /// The start time of the latest permit.
    private long now;

    private long addressNow;
    private long number;

    /// @param permits the number of permits
    /// @param maxWaiting the length of the queue
    /// @param secret hides the cells of names, see [Sketch]
    FairSemaphore(int permits, int maxWaiting, MacKey secret) {
        this.free = permits;
        this.maxWaiting = maxWaiting;
        names = new Sketch(secret, "queue names");
        connections = new Sketch(secret, "queue connections");
        addresses = new Sketch(secret, "queue addresses");
    }

    /// Waits for a permit, which must be returned with [#release()].
    ///
    /// @param name the name that the peer gives
    /// @return false after `maxWait`, or if the queue is full
    boolean acquire(Peer peer, String name, Duration maxWait) throws InterruptedException {
        var ofName = names.cells(name);
        var ofConnection = connections.cells(peer.connection());
        var ofAddress = addresses.cells(peer.address());
        lock.lock();
        try {
            var waiter = waiter(ofName, ofConnection, ofAddress);
            if (free > 0) {
                free--;
                begin(waiter);
                return true;
            }
            queue.add(waiter);
            if (queue.size() > maxWaiting) {
                var last = queue.removeLast();
                last.refused = true;
                last.decided.signal();
            }
            return await(waiter, maxWait.toNanos());
        } finally {
            lock.unlock();
        }
    }

    void release() {
        lock.lock();
        try {
            var next = queue.pollFirst();
            if (next == null) {
                free++;
            } else {
                begin(next);
                next.granted = true;
                next.decided.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean await(Waiter waiter, long maxWait) throws InterruptedException {
        long left = maxWait;
        try {
            while (!waiter.granted && !waiter.refused && left > 0) {
                left = waiter.decided.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            if (waiter.granted) {
                release();
            }
            throw e;
        } finally {
            queue.remove(waiter);
        }
        return waiter.granted;
    }

    /// @param name and the next two as cells of the sketches
    private Waiter waiter(int[] name, int[] connection, int[] address) {
        long taken = Math.max(names.get(name), connections.get(connection));
        long start = Math.max(now, taken);
        long addressStart = Math.max(addressNow, addresses.get(address));
        names.raise(name, start + 1);
        connections.raise(connection, start + 1);
        addresses.raise(address, addressStart + 1);
        return new Waiter(start, addressStart, number++, lock.newCondition());
    }

    private void begin(Waiter waiter) {
        now = Math.max(now, waiter.start);
        addressNow = Math.max(addressNow, waiter.addressStart);
    }
}
