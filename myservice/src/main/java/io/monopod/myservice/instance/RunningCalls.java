package io.monopod.myservice.instance;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The calls that are being served now. A call is added before it asks the slot to let it in: then
/// whoever ends a session afterwards finds every call that got in.
final class RunningCalls {
    /// Guards `calls`.
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition fewer = lock.newCondition();
    private final Set<RunningCall> calls = new HashSet<>();

    void add(RunningCall call) {
        lock.lock();
        try {
            calls.add(call);
        } finally {
            lock.unlock();
        }
    }

    /// Repeatable.
    void remove(RunningCall call) {
        lock.lock();
        try {
            if (calls.remove(call)) {
                fewer.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    List<RunningCall> snapshot() {
        lock.lock();
        try {
            return List.copyOf(calls);
        } finally {
            lock.unlock();
        }
    }

    /// Waits until no call runs but those `exempt`.
    ///
    /// @return whether that came true within `patience`, and before the thread was interrupted
    ///   (which it then still is)
    boolean awaitNoneBut(Set<RunningCall> exempt, Duration patience) {
        long left = patience.toNanos();
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
