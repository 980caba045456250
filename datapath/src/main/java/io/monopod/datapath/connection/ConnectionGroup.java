package io.monopod.datapath.connection;

import io.monopod.datapath.budget.Share;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// One client connection and the connections to the instances that serve its calls, under one lock.
///
/// The lock guards the state of every stream, window and outbox of these connections, because
/// splicing a frame changes both connections at once. It is held for memory operations only. What
/// must not happen under it is queued, and done by the thread that leaves the lock: first
/// callbacks, then writes.
public final class ConnectionGroup {
    /// After that many writes in a row, a thread leaves further writes to other threads, because it
    /// has a connection to read.
    private static final int PATIENCE = 16;

    private final Share memory;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition written = lock.newCondition();
    private final ArrayDeque<ConnectionWriter> outgoing = new ArrayDeque<>(2);
    private List<Runnable> callbacks = new ArrayList<>(0);

    /// @param memory the memory of all these connections together
    public ConnectionGroup(Share memory) {
        this.memory = memory;
    }

    public Share memory() {
        return memory;
    }

    /// Runs `step` under the lock, and then the queued callbacks and writes.
    public void run(Runnable step) {
        enter();
        try {
            step.run();
        } finally {
            leave();
        }
    }

    /// The same for a thread that must not wait for any peer.
    public void runAtOnce(Runnable step) {
        enter();
        try {
            step.run();
        } finally {
            leave(0);
        }
    }

    /// Takes the lock, which may block. [#leave] must follow, also after an exception: it releases
    /// the lock and runs what was queued.
    public void enter() {
        lock.lock();
    }

    /// Leaves the lock, and then runs the queued callbacks and writes.
    public void leave() {
        leave(PATIENCE);
    }

    /// @param patience the number of writes that this thread may do itself
    private void leave(int patience) {
        for (int round = 0; ; round++) {
            var due = takeCallbacks();
            var writer = nextWriter(round < patience);
            lock.unlock();
            due.forEach(Runnable::run);
            if (writer == null) {
                return;
            }
            writer.write();
            lock.lock();
            writer.written();
        }
    }

    /// Waits until writes make `condition` true, which is evaluated under the lock. Called without
    /// the lock.
    void awaitWritten(BooleanSupplier condition) {
        lock.lock();
        try {
            while (!condition.getAsBoolean()) {
                written.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Bytes were written.
    void written() {
        written.signalAll();
    }

    /// Queues a callback to run after the lock is left.
    public void later(Runnable callback) {
        callbacks.add(callback);
    }

    /// The connection has bytes to write, or must be closed.
    void outgoing(ConnectionWriter writer) {
        outgoing.add(writer);
    }

    private List<Runnable> takeCallbacks() {
        if (callbacks.isEmpty()) {
            return List.of();
        }
        var due = callbacks;
        callbacks = new ArrayList<>();
        return due;
    }

    private @Nullable ConnectionWriter nextWriter(boolean patient) {
        for (var next = outgoing.poll(); next != null; next = outgoing.poll()) {
            if (next.begin(patient)) {
                return next;
            }
        }
        return null;
    }
}
