package io.monopod.agent;

import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Which slots have a process: as many stand ready or start as are wanted beyond those with a
/// session. Thread-safe.
final class Spares {
    private final int wanted;

    /// Guards the fields below, and those of the places.
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private int spare;
    private boolean closed;

    Spares(int wanted) {
        this.wanted = wanted;
    }

    /// Waits until another process is wanted, which then counts as spare.
    ///
    /// @return its place; empty after [#close]
    Optional<Place> awaitPlace() throws InterruptedException {
        lock.lock();
        try {
            while (spare >= wanted && !closed) {
                changed.await();
            }
            if (closed) {
                return Optional.empty();
            }
            spare++;
            return Optional.of(new Place());
        } finally {
            lock.unlock();
        }
    }

    /// No further process is wanted.
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Whether one process counts as spare.
    final class Place implements AutoCloseable {
        private boolean isSpare = true;

        void set(boolean nowSpare) {
            lock.lock();
            try {
                if (nowSpare != isSpare) {
                    isSpare = nowSpare;
                    spare += nowSpare ? 1 : -1;
                    changed.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }

        /// The process is gone.
        @Override
        public void close() {
            set(false);
        }
    }
}
