package io.monopod.myservice.instance;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// For how long the gateway counts this instance among the living, by this process's own clock. It
/// is counted from the moment at which the renewal was *sent*, so that it is over here before it is
/// over there.
///
/// A process that was stopped, or cut off, for longer cannot know how old the binds are that lie in
/// its sockets: until a gateway answers, it takes none. Safe for use by many threads.
final class Lease {
    private final LongSupplier nanoClock;

    /// Guards what is below.
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition renewal = lock.newCondition();
    private boolean begun;
    private Duration length = Duration.ZERO;
    private long until;
    private Runnable whenWanted = () -> {};

    /// @param nanoClock monotonic, and goes on while the process is stopped
    Lease(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /// @param listener runs when somebody waits for a renewal; must not block
    void whenWanted(Runnable listener) {
        whenWanted = listener;
    }

    /// The time at which a renewal is sent, for [#begin] and [#renew].
    long now() {
        return nanoClock.getAsLong();
    }

    /// The gateway has taken a registration.
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

    /// The gateway has taken a heartbeat.
    void renew(long sent) {
        lock.lock();
        try {
            long renewed = sent + length.toNanos();
            // Nanoseconds may wrap around, so that only differences count.
            until = renewed - until > 0 ? renewed : until;
            renewal.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Whether the gateway counts on this instance. Before the first registration none does, and
    /// nobody asks.
    boolean isGood() {
        lock.lock();
        try {
            return !begun || until - now() > 0;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until it is good, which it mostly is; for its own length at most.
    ///
    /// @return false if it still is not, or if the thread was interrupted (which it then still is)
    boolean await() {
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
