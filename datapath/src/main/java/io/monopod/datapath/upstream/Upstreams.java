package io.monopod.datapath.upstream;

import io.monopod.datapath.call.CallServer;
import io.monopod.datapath.call.Target;
import io.monopod.datapath.call.Upstream;
import io.monopod.datapath.splice.Downstream;
import io.monopod.datapath.splice.UpstreamConnection;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The upstream connections for the calls of one client connection. Guarded by the lock of their
/// [io.monopod.datapath.connection.ConnectionGroup], except where a method says otherwise.
public final class Upstreams {
    /// The most connections to one instance. Calls beyond their capacity wait.
    private static final int MAX_CONNECTIONS = 256;

    private final Downstream client;
    private final UpstreamConnector connector;

    /// The connections that accept calls; of each target, the oldest first.
    private final Map<Target, List<RemoteConnection>> taking = new HashMap<>(2);

    private final List<RemoteConnection> remotes = new ArrayList<>(1);

    public Upstreams(Downstream client, UpstreamConnector connector) {
        this.client = client;
        this.connector = connector;
    }

    /// The connection for a call; opens one if there is none with room.
    public UpstreamConnection to(Upstream upstream) {
        return switch (upstream) {
            case Target target -> connectionTo(target);
            case CallServer server -> new LocalConnection(client, server);
        };
    }

    /// The oldest connection with room, so that connections that are not needed become idle.
    private RemoteConnection connectionTo(Target target) {
        var open = taking.getOrDefault(target, List.of());
        for (var upstream : open) {
            if (upstream.hasRoom()) {
                return upstream;
            }
        }
        return open.size() < MAX_CONNECTIONS
                ? open(target)
                : Collections.min(open, Comparator.comparingInt(RemoteConnection::calls));
    }

    private RemoteConnection open(Target target) {
        var upstream = new RemoteConnection(this, client, connector, target, System.nanoTime());
        taking.computeIfAbsent(target, _ -> new ArrayList<>(1)).add(upstream);
        remotes.add(upstream);
        upstream.start();
        return upstream;
    }

    /// The number of connections to instances, including those being opened.
    public int count() {
        return remotes.size();
    }

    /// Whether several connections to `target` accept calls.
    boolean isShared(Target target) {
        return taking.getOrDefault(target, List.of()).size() > 1;
    }

    /// Sends no more calls to the connection.
    void retire(RemoteConnection upstream) {
        taking.computeIfPresent(
                upstream.target(),
                (_, connections) -> {
                    connections.remove(upstream);
                    return connections.isEmpty() ? null : connections;
                });
    }

    void remove(RemoteConnection upstream) {
        retire(upstream);
        remotes.remove(upstream);
    }

    /// Closes the connections to a lost instance. Without the lock; waits for no peer.
    public void cut(Target lost) {
        client.group()
                .runAtOnce(
                        () ->
                                remotes.stream()
                                        .filter(upstream -> upstream.target().isSameAs(lost))
                                        .forEach(RemoteConnection::cut));
    }

    /// Closes the connections, which are not needed any more.
    public void end() {
        remotes.forEach(RemoteConnection::end);
    }

    /// Checks the connections; called periodically.
    public void watch(long now) {
        for (var upstream : List.copyOf(remotes)) {
            upstream.watchUse(now);
            client.group().later(() -> upstream.watchPeer(now, connector.config().times()));
        }
    }
}
