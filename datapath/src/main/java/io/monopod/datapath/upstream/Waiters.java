package io.monopod.datapath.upstream;

import io.monopod.datapath.connection.ConnectionGroup;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Threads that wait for an event of a [ConnectionGroup]. They leave its lock like other threads,
/// so that the frames that they caused are written.
final class Waiters {
    private final ConnectionGroup group;
    private final Set<Thread> threads = new LinkedHashSet<>(2);

    Waiters(ConnectionGroup group) {
        this.group = group;
    }

    /// Waits until `attempt`, which runs under the lock, returns a value other than null. Called
    /// without the lock. Restores an interrupt at the end.
    <T> T await(Supplier<@Nullable T> attempt) {
        boolean interrupted = false;
        var result = attempt(attempt);
        while (result == null) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
            result = attempt(attempt);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return result;
    }

    /// Lets the threads try again. Under the lock.
    void wake() {
        if (!threads.isEmpty()) {
            threads.forEach(LockSupport::unpark);
            threads.clear();
        }
    }

    private <T> @Nullable T attempt(Supplier<@Nullable T> attempt) {
        group.enter();
        try {
            var result = attempt.get();
            if (result == null) {
                threads.add(Thread.currentThread());
            }
            return result;
        } finally {
            group.leave();
        }
    }
}
