package io.monopod.instance.registration;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// How long the gateway counts this instance as alive, by this process's own clock. The lease
/// starts when the renewal was *sent*, so that it ends here before it ends at the gateway.
///
/// A process that was stopped or cut off for longer cannot know how old the binds in its socket
/// buffers are, so it refuses binds until a gateway replies. Thread-safe.
public final class Lease {
    private final LongSupplier nanoClock;

    /// Guards the fields below.
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition renewal = lock.newCondition();
    private boolean begun;
    private Duration length = Duration.ZERO;
    private long until;
    private Runnable whenWanted = () -> {};

    /// @param nanoClock monotonic; must continue while the process is stopped
    public Lease(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /// @param listener runs when a thread waits for a renewal; must not block
    public void whenWanted(Runnable listener) {
        whenWanted = listener;
    }

    /// The current time, to record when a renewal is sent, for [#begin] and [#renew].
    public long now() {
        return nanoClock.getAsLong();
    }

    /// The gateway has accepted a registration.
    void begin(Duration granted, long sent) {
        lock.lock();
        try {
            length = granted;
            until = sent + granted.toNanos();
            begun = true;
            renewal.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// The gateway has accepted a heartbeat.
    public void renew(long sent) {
        lock.lock();
        try {
            long renewed = sent + length.toNanos();
            // Nanoseconds may wrap around, so compare differences only.
            until = renewed - until > 0 ? renewed : until;
            renewal.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Whether the gateway counts this instance as alive. Also true before the first registration,
    /// when no gateway sends binds.
    public boolean isGood() {
        lock.lock();
        try {
            return !begun || until - now() > 0;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the lease is good, which it usually is already; at most for the length of the
    /// lease.
    ///
    /// @return false if it still is not, or if the thread was interrupted (and stays so)
    public boolean await() {
        if (isGood()) {
            return true;
        }
        whenWanted.run();
        lock.lock();
        try {
            long left = length.toNanos();
            while (!isGood() && left > 0) {
                left = renewal.awaitNanos(left);
            }
            return isGood();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
