package io.monopod.gateway.call;

import io.monopod.contract.SessionId;

import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Which sessions have a client connection that is open, and how many. Remembers nothing of those
/// that have none. Safe for use by many threads.
public final class ConnectedSessions implements Presence {
    /// Of each connection: touched by the thread that reads it alone.
    private final Map<ClientConnection, Set<SessionId>> sessions = new ConcurrentHashMap<>();

    private final Map<SessionId, Integer> connections = new ConcurrentHashMap<>();
    private final Consumer<SessionId> gone;

    /// @param gone told of each session whose last connection has closed; it can be back by then
    ///   ([#connections]). Must not block.
    public ConnectedSessions(Consumer<SessionId> gone) {
        this.gone = gone;
    }

    @Override
    public void called(SessionId session, ClientConnection client) {
        if (sessions.computeIfAbsent(client, _ -> new HashSet<>()).add(session)) {
            connections.merge(session, 1, Integer::sum);
        }
    }

    @Override
    public void closed(ClientConnection client) {
        for (var session :
                Objects.requireNonNullElse(sessions.remove(client), Set.<SessionId>of())) {
            if (connections.computeIfPresent(session, (_, n) -> n == 1 ? null : n - 1) == null) {
                gone.accept(session);
            }
        }
    }

    /// Client connections that are open and have called for the session.
    public int connections(SessionId session) {
        return connections.getOrDefault(session, 0);
    }
}
