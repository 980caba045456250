package io.monopod.instance.lease;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// A time that the gateway's answers extend, by this process's own clock. It starts when the
/// answered message was *sent*, so that it ends here before it ends at the gateway. An instance has
/// two:
/// - for how long the gateway counts the instance as alive. A process that was stopped or cut off
///   for longer cannot know how old the binds in its socket buffers are, so it refuses binds until
///   a gateway replies;
/// - for how long some gateway vouches for it: until then nobody else can have been given its
///   session. Without such a gateway it has no end.
///
/// Thread-safe.
public final class Lease {
    private final LongSupplier nanoClock;

    /// Guards writes of the fields below, and `waiting`.
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private Duration length = Duration.ZERO;
    private volatile long until;

    /// Written after `until`: a thread that sees it sees that, too.
    private volatile boolean limited;

    private int waiting;
    private Runnable whenWanted = () -> {};

    /// @param nanoClock monotonic; must continue while the process is stopped
    public Lease(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /// @param listener runs when a thread waits for a renewal, and none did before; must not block
    public void whenWanted(Runnable listener) {
        whenWanted = listener;
    }

    /// The current time, to record when a message is sent, for [#limit] and [#renew].
    public long now() {
        return nanoClock.getAsLong();
    }

    /// It has that length from now on. If it had no end, it ends that long after `sent`; otherwise
    /// it ends when it did.
    public void limit(Duration granted, long sent) {
        lock.lock();
        try {
            length = granted;
            if (!limited) {
                until = sent + granted.toNanos();
                limited = true;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// It has no end.
    public void lift() {
        lock.lock();
        try {
            limited = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// A gateway has agreed to a message that was sent then.
    public void renew(long sent) {
        lock.lock();
        try {
            long renewed = sent + length.toNanos();
            // Nanoseconds may wrap around, so compare differences only.
            until = renewed - until > 0 ? renewed : until;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Whether it runs. Also true before the first [#limit]. Takes no lock.
    public boolean isGood() {
        return !limited || until - now() > 0;
    }

    /// Waits until it is good, which it usually is already; at most for its length.
    ///
    /// @return false if it still is not, or if the thread was interrupted (and stays so)
    public boolean await() {
        if (isGood()) {
            return true;
        }
        if (isFirst()) {
            whenWanted.run();
        }
        lock.lock();
        try {
            long left = length.toNanos();
            while (!isGood() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return isGood();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiting--;
            lock.unlock();
        }
    }

    private boolean isFirst() {
        lock.lock();
        try {
            return waiting++ == 0;
        } finally {
            lock.unlock();
        }
    }

    /// How many threads wait for a renewal.
    int waiting() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until it has run out.
    void awaitLapse() throws InterruptedException {
        lock.lock();
        try {
            while (isGood()) {
                if (limited) {
                    var _ = changed.awaitNanos(until - now());
                } else {
                    changed.await();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits until it is good, for as long as that takes.
    void awaitRenewal() throws InterruptedException {
        lock.lock();
        try {
            while (!isGood()) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }
}
