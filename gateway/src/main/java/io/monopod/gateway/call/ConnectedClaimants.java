package io.monopod.gateway.call;

import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Who has client connections that are open, and how many, for which session. Remembers nothing of
/// those who have none. Safe for use by many threads.
public final class ConnectedClaimants implements Presence {
    /// Of each connection: touched by the thread that reads it alone.
    private final Map<ClientConnection, Set<Claimant>> claimants = new ConcurrentHashMap<>();

    private final Map<Claimant, Integer> connections = new ConcurrentHashMap<>();
    private final Consumer<Claimant> gone;

    /// @param gone told of each whose last connection has closed; they can be back by then
    ///   ([#connections]). Must not block.
    public ConnectedClaimants(Consumer<Claimant> gone) {
        this.gone = gone;
    }

    @Override
    public void called(Claimant claimant, ClientConnection client) {
        if (claimants.computeIfAbsent(client, _ -> new HashSet<>()).add(claimant)) {
            connections.merge(claimant, 1, Integer::sum);
        }
    }

    @Override
    public void closed(ClientConnection client) {
        for (var claimant :
                Objects.requireNonNullElse(claimants.remove(client), Set.<Claimant>of())) {
            if (connections.computeIfPresent(claimant, (_, n) -> n == 1 ? null : n - 1) == null) {
                gone.accept(claimant);
            }
        }
    }

    /// Connections that are open on which they have called for the session.
    public int connections(Claimant claimant) {
        return connections.getOrDefault(claimant, 0);
    }
}
