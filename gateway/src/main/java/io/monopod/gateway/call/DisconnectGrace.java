package io.monopod.gateway.call;

import io.monopod.datapath.call.ClientConnection;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Ends the sessions of clients that have had no connection for the grace period. Thread-safe.
public final class DisconnectGrace implements ConnectionListener, AutoCloseable {
    private final Duration grace;
    private final Consumer<SessionClient> end;
    private final ConnectionTracker connected = new ConnectionTracker(this::gone);

    /// Each client's latest disconnect; an earlier one does not count.
    private final ConcurrentHashMap<SessionClient, Disconnect> disconnects =
            new ConcurrentHashMap<>();

    private final CountDownLatch closed = new CountDownLatch(1);

    /// Compared by identity.
    private static final class Disconnect {}

    /// @param end ends the client's session, if there is one; may block for a moment
    public DisconnectGrace(Duration grace, Consumer<SessionClient> end) {
        this.grace = grace;
        this.end = end;
    }

    @Override
    public void called(SessionClient client, ClientConnection connection) {
        connected.called(client, connection);
    }

    @Override
    public void closed(ClientConnection connection) {
        connected.closed(connection);
    }

    private void gone(SessionClient client) {
        var disconnect = new Disconnect();
        disconnects.put(client, disconnect);
        Thread.ofVirtual().name("disconnect-grace").start(() -> endUnlessBack(client, disconnect));
    }

    private void endUnlessBack(SessionClient client, Disconnect disconnect) {
        try {
            boolean stopped = closed.await(grace.toNanos(), TimeUnit.NANOSECONDS);
            boolean latest = disconnects.remove(client, disconnect);
            if (!stopped && latest && connected.connections(client) == 0) {
                end.accept(client);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// No session is ended afterwards.
    @Override
    public void close() {
        closed.countDown();
    }
}
