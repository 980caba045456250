package io.monopod.gateway.proxy;

import io.monopod.gateway.call.Target;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// One client connection and the connections to the instances that serve its calls, under one lock.
///
/// The lock guards the state of every stream, window and outbox of these connections, because
/// splicing a frame changes both sides at once. It is held for memory only. Whatever must not
/// happen under it is noted, and done by the thread that leaves it: callbacks first, then writing.
final class Splice {
    /// After so many writes in a row a thread leaves the next ones to a thread of their own: it has
    /// a connection to read.
    private static final int PATIENCE = 16;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition written = lock.newCondition();
    private final Map<Target, InstanceSide> taking = new HashMap<>(2);
    private final List<InstanceSide> instances = new ArrayList<>(1);
    private final ArrayDeque<SideWriter> outgoing = new ArrayDeque<>(2);
    private List<Runnable> callbacks = new ArrayList<>(0);

    void enter() {
        lock.lock();
    }

    /// Leaves the lock, and does what has to be done without it.
    void leave() {
        leave(PATIENCE);
    }

    /// The same on a thread that must not wait for any peer.
    void leaveAtOnce() {
        leave(0);
    }

    /// @param patience how many writes this thread does before it leaves them to others
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

    /// Waits until so much is written that `condition` holds, which is asked under the lock.
    /// Without the lock.
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

    /// Something has been written.
    void written() {
        written.signalAll();
    }

    /// To be run when the lock is left.
    void later(Runnable callback) {
        callbacks.add(callback);
    }

    /// There is something to write, or the connection is to be closed.
    void outgoing(SideWriter writer) {
        outgoing.add(writer);
    }

    /// The connection to `target` that takes calls.
    @Nullable InstanceSide instance(Target target) {
        return taking.get(target);
    }

    void add(InstanceSide side) {
        taking.put(side.target(), side);
        instances.add(side);
    }

    /// From now on calls get another connection.
    void retire(InstanceSide side) {
        taking.remove(side.target(), side);
    }

    void remove(InstanceSide side) {
        retire(side);
        instances.remove(side);
    }

    /// Ends the connections to an instance that is lost. Without the lock; waits for no peer.
    void cut(Target lost) {
        enter();
        instances.stream().filter(side -> side.target().equals(lost)).forEach(InstanceSide::cut);
        leaveAtOnce();
    }

    /// A copy: all connections to instances, those included that take no more calls.
    List<InstanceSide> instances() {
        return List.copyOf(instances);
    }

    private List<Runnable> takeCallbacks() {
        if (callbacks.isEmpty()) {
            return List.of();
        }
        var due = callbacks;
        callbacks = new ArrayList<>();
        return due;
    }

    private @Nullable SideWriter nextWriter(boolean patient) {
        for (var next = outgoing.poll(); next != null; next = outgoing.poll()) {
            if (next.begin(patient)) {
                return next;
            }
        }
        return null;
    }
}
