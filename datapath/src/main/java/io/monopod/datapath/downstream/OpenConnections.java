package io.monopod.datapath.downstream;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/// The open client connections. Connections without a token are strangers, and share a part of the
/// places. When that is full, the oldest stranger without a call is closed for a new connection,
/// which may be about to show a token.
///
/// When all places are taken, a new connection gets that of the user who has most of them: the
/// oldest without a call.
final class OpenConnections {
    /// Guarded by this, like the other set.
    private final Set<DownstreamConnection> connections = new HashSet<>();

    /// Strangers that may be closed, the oldest first.
    private final Set<DownstreamConnection> strangers = new LinkedHashSet<>();

    /// Those who have the other connections.
    private final Map<String, User> users = new HashMap<>();

    private final TreeSet<User> bySize =
            new TreeSet<>(
                    Comparator.comparingInt((User user) -> user.connections.size())
                            .thenComparing(User::name));

    /// @param connections the oldest first
    private record User(String name, Set<DownstreamConnection> connections) {
        private User(String name) {
            this(name, new LinkedHashSet<>());
        }
    }

    private final int limit;
    private final int maxStrangers;

    OpenConnections(int limit, int maxStrangers) {
        this.limit = limit;
        this.maxStrangers = maxStrangers;
    }

    int limit() {
        return limit;
    }

    /// @return whether the connection is within the limit
    boolean add(DownstreamConnection client) {
        DownstreamConnection leaving = null;
        synchronized (this) {
            connections.add(client);
            if (strangers.size() >= maxStrangers || connections.size() > limit) {
                leaving = oldestIdle(crowd());
                if (leaving == null) {
                    return false;
                }
                forget(leaving);
            }
            strangers.add(client);
        }
        if (leaving != null) {
            leaving.close(true);
        }
        return true;
    }

    /// Those of which one has to go for a new connection.
    private Set<DownstreamConnection> crowd() {
        return strangers.size() >= maxStrangers || bySize.isEmpty()
                ? strangers
                : bySize.last().connections;
    }

    private static @Nullable DownstreamConnection oldestIdle(Set<DownstreamConnection> of) {
        return of.stream()
                .filter(client -> client.openCalls().count() == 0)
                .findFirst()
                .orElse(null);
    }

    /// The client has shown a valid token.
    synchronized void knows(DownstreamConnection client) {
        strangers.remove(client);
        var user = users.computeIfAbsent(client.user(), User::new);
        bySize.remove(user);
        user.connections.add(client);
        bySize.add(user);
    }

    private void forget(DownstreamConnection client) {
        strangers.remove(client);
        var user = users.get(client.user());
        if (user != null) {
            bySize.remove(user);
            user.connections.remove(client);
            if (user.connections.isEmpty()) {
                users.remove(user.name);
            } else {
                bySize.add(user);
            }
        }
    }

    synchronized int strangers() {
        return strangers.size();
    }

    synchronized void remove(DownstreamConnection client) {
        connections.remove(client);
        forget(client);
        notifyAll();
    }

    synchronized int size() {
        return connections.size();
    }

    /// A copy of the set.
    synchronized List<DownstreamConnection> all() {
        return List.copyOf(connections);
    }

    /// @return false if connections remain after `time`
    synchronized boolean awaitNone(Duration time) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); !connections.isEmpty() && left > 0; ) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = deadline - System.nanoTime();
        }
        return connections.isEmpty();
    }
}
