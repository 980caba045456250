package io.monopod.instance.call;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The calls that are being served. A call is added before it enters the slot, so that a thread
/// that then ends the session finds every call that got in.
public final class RunningCalls {
    /// Guards `calls`.
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition fewer = lock.newCondition();
    private final Set<RunningCall> calls = new HashSet<>();
    private long begun;

    public void add(RunningCall call) {
        lock.lock();
        try {
            calls.add(call);
            begun++;
        } finally {
            lock.unlock();
        }
    }

    /// Idempotent.
    public void remove(RunningCall call) {
        lock.lock();
        try {
            if (calls.remove(call)) {
                fewer.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// How many calls have begun so far.
    long begun() {
        lock.lock();
        try {
            return begun;
        } finally {
            lock.unlock();
        }
    }

    boolean areRunning() {
        return !snapshot().isEmpty();
    }

    List<RunningCall> snapshot() {
        lock.lock();
        try {
            return List.copyOf(calls);
        } finally {
            lock.unlock();
        }
    }

    /// Waits until no call runs except those in `exempt`.
    ///
    /// @return whether that came true within `timeout`, and before the thread was interrupted (it
    ///   stays interrupted)
    public boolean awaitNoneBut(Set<RunningCall> exempt, Duration timeout) {
        long left = timeout.toNanos();
        lock.lock();
        try {
            while (left > 0 && !exempt.containsAll(calls)) {
                left = fewer.awaitNanos(left);
            }
            return exempt.containsAll(calls);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
