package io.monopod.gateway.call;

import io.monopod.contract.SessionId;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Ends sessions whose client is gone: whose last connection has been closed for a while, and which
/// have none again. Safe for use by many threads.
public final class DisconnectGrace implements Presence, AutoCloseable {
    private final Duration grace;
    private final Consumer<SessionId> end;
    private final ConnectedSessions connected = new ConnectedSessions(this::gone);

    /// The latest time that a session lost its last connection; an earlier one does not count.
    private final ConcurrentHashMap<SessionId, Departure> departures = new ConcurrentHashMap<>();

    private final CountDownLatch closed = new CountDownLatch(1);

    /// Compared by identity.
    private static final class Departure {}

    /// @param end ends a session, if there is such a one; may block for a moment
    public DisconnectGrace(Duration grace, Consumer<SessionId> end) {
        this.grace = grace;
        this.end = end;
    }

    @Override
    public void called(SessionId session, ClientConnection client) {
        connected.called(session, client);
    }

    @Override
    public void closed(ClientConnection client) {
        connected.closed(client);
    }

    private void gone(SessionId session) {
        var departure = new Departure();
        departures.put(session, departure);
        Thread.ofVirtual().name("disconnect-grace").start(() -> endUnlessBack(session, departure));
    }

    private void endUnlessBack(SessionId session, Departure departure) {
        try {
            boolean stopped = closed.await(grace.toNanos(), TimeUnit.NANOSECONDS);
            boolean latest = departures.remove(session, departure);
            if (!stopped && latest && connected.connections(session) == 0) {
                end.accept(session);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Ends no session any more.
    @Override
    public void close() {
        closed.countDown();
    }
}
