package io.monopod.gateway.call;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Ends sessions whose client is gone: whose last connection has been closed for a while, and who
/// has none again. Safe for use by many threads.
public final class DisconnectGrace implements Presence, AutoCloseable {
    private final Duration grace;
    private final Consumer<Claimant> end;
    private final ConnectedClaimants connected = new ConnectedClaimants(this::gone);

    /// The latest time that they lost their last connection; an earlier one does not count.
    private final ConcurrentHashMap<Claimant, Departure> departures = new ConcurrentHashMap<>();

    private final CountDownLatch closed = new CountDownLatch(1);

    /// Compared by identity.
    private static final class Departure {}

    /// @param end ends their session, if there is such a one; may block for a moment
    public DisconnectGrace(Duration grace, Consumer<Claimant> end) {
        this.grace = grace;
        this.end = end;
    }

    @Override
    public void called(Claimant claimant, ClientConnection client) {
        connected.called(claimant, client);
    }

    @Override
    public void closed(ClientConnection client) {
        connected.closed(client);
    }

    private void gone(Claimant claimant) {
        var departure = new Departure();
        departures.put(claimant, departure);
        Thread.ofVirtual().name("disconnect-grace").start(() -> endUnlessBack(claimant, departure));
    }

    private void endUnlessBack(Claimant claimant, Departure departure) {
        try {
            boolean stopped = closed.await(grace.toNanos(), TimeUnit.NANOSECONDS);
            boolean latest = departures.remove(claimant, departure);
            if (!stopped && latest && connected.connections(claimant) == 0) {
                end.accept(claimant);
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
