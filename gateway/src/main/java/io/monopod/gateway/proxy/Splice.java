package io.monopod.gateway.proxy;

import io.monopod.gateway.call.Target;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

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
    private final Map<Target, InstanceSide> instances = new HashMap<>(2);
    private final ArrayDeque<Side<?>> outgoing = new ArrayDeque<>(2);
    private List<Runnable> callbacks = new ArrayList<>(0);

    void enter() {
        lock.lock();
    }

    /// Leaves the lock, and does what has to be done without it.
    void leave() {
        for (int round = 0; ; round++) {
            var due = takeCallbacks();
            var side = nextWriter(round < PATIENCE);
            lock.unlock();
            due.forEach(Runnable::run);
            if (side == null) {
                return;
            }
            side.write();
            lock.lock();
            side.written();
        }
    }

    /// To be run when the lock is left.
    void later(Runnable callback) {
        callbacks.add(callback);
    }

    /// `side` has something to write, or is to be closed.
    void outgoing(Side<?> side) {
        outgoing.add(side);
    }

    @Nullable InstanceSide instance(Target target) {
        return instances.get(target);
    }

    void add(InstanceSide side) {
        instances.put(side.target(), side);
    }

    /// New calls get another connection.
    void remove(InstanceSide side) {
        instances.remove(side.target(), side);
    }

    List<InstanceSide> instances() {
        return List.copyOf(instances.values());
    }

    private List<Runnable> takeCallbacks() {
        if (callbacks.isEmpty()) {
            return List.of();
        }
        var due = callbacks;
        callbacks = new ArrayList<>();
        return due;
    }

    private @Nullable Side<?> nextWriter(boolean patient) {
        for (var side = outgoing.poll(); side != null; side = outgoing.poll()) {
            if (side.beginWriting(patient)) {
                return side;
            }
        }
        return null;
    }
}
