package io.monopod.gateway.call;

import io.monopod.datapath.call.ClientConnection;

import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Counts the open connections of each client. Forgets clients that have none. Thread-safe.
public final class ConnectionTracker implements ConnectionListener {
    /// The clients of each connection. Only the connection's reader thread touches its set.
    private final Map<ClientConnection, Set<SessionClient>> clients = new ConcurrentHashMap<>();

    private final Map<SessionClient, Integer> connections = new ConcurrentHashMap<>();
    private final Consumer<SessionClient> gone;

    /// @param gone gets each client whose last connection has closed; the client may be back by
    ///   then ([#connections]). Must not block.
    public ConnectionTracker(Consumer<SessionClient> gone) {
        this.gone = gone;
    }

    @Override
    public void called(SessionClient client, ClientConnection connection) {
        if (clients.computeIfAbsent(connection, _ -> new HashSet<>()).add(client)) {
            connections.merge(client, 1, Integer::sum);
        }
    }

    @Override
    public void closed(ClientConnection connection) {
        for (var client :
                Objects.requireNonNullElse(clients.remove(connection), Set.<SessionClient>of())) {
            if (connections.computeIfPresent(client, (_, n) -> n == 1 ? null : n - 1) == null) {
                gone.accept(client);
            }
        }
    }

    /// The open connections on which the client has called for its session.
    public int connections(SessionClient client) {
        return connections.getOrDefault(client, 0);
    }
}
