package io.monopod.gateway.registry;

import io.monopod.contract.ClusterName;
import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.assign.SessionTable;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Lets calls in the waiting room wait until something happens to their session.
final class Turns implements SessionListener {
    private final SessionTable table;
    private final ConcurrentHashMap<SessionId, CountDownLatch> changes = new ConcurrentHashMap<>();

    Turns(SessionTable table) {
        this.table = table;
    }

    /// Returns when something has happened to the session or `patience` is over, or earlier: the
    /// caller asks the table again.
    void await(SessionId session, Duration patience) throws InterruptedException {
        var change = changes.computeIfAbsent(session, _ -> new CountDownLatch(1));
        boolean happened = false;
        try {
            happened =
                    // Asked after the latch is in place, so that nothing comes in between unseen.
                    table.place(session) != null
                            && change.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            if (!happened) {
                // Other calls of the session may wait for the same; they ask again, and go on.
                wake(session);
            }
        }
    }

    @Override
    public void happened(ClusterName cluster, SessionEvent event) {
        if (event instanceof SessionEvent.OfSession change) {
            wake(change.hold().session());
        }
    }

    private void wake(SessionId session) {
        var change = changes.remove(session);
        if (change != null) {
            change.countDown();
        }
    }
}
