package io.monopod.gateway.proxy;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The client connections that are open.
final class OpenConnections {
    /// Guards the set.
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition removed = lock.newCondition();
    private final Set<ClientSide> connections = new HashSet<>();
    private final int limit;

    OpenConnections(int limit) {
        this.limit = limit;
    }

    /// @return whether it is not one too many
    boolean add(ClientSide client) {
        lock.lock();
        try {
            connections.add(client);
            return connections.size() <= limit;
        } finally {
            lock.unlock();
        }
    }

    void remove(ClientSide client) {
        lock.lock();
        try {
            connections.remove(client);
            removed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return connections.size();
        } finally {
            lock.unlock();
        }
    }

    /// A copy.
    List<ClientSide> all() {
        lock.lock();
        try {
            return List.copyOf(connections);
        } finally {
            lock.unlock();
        }
    }

    /// @return false if there are still some after `time`
    boolean awaitNone(Duration time) throws InterruptedException {
        long left = time.toNanos();
        lock.lock();
        try {
            while (!connections.isEmpty() && left > 0) {
                left = removed.awaitNanos(left);
            }
            return connections.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
