package io.monopod.gateway.registry;

import io.monopod.contract.ClusterName;
import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.table.SessionTable;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Blocks calls in the waiting room until their session has an event.
final class QueueWaiters implements SessionListener {
    private final SessionTable table;
    private final ConcurrentHashMap<SessionId, CountDownLatch> changes = new ConcurrentHashMap<>();

    QueueWaiters(SessionTable table) {
        this.table = table;
    }

    /// Returns after an event of the session or after `maxWait`, or earlier: the caller asks the
    /// table again.
    void await(SessionId session, Duration maxWait) throws InterruptedException {
        var change = changes.computeIfAbsent(session, _ -> new CountDownLatch(1));
        boolean happened = false;
        try {
            happened =
                    // Checked after the latch is in place, so that no event is missed.
                    table.place(session) != null
                            && change.await(maxWait.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            if (!happened) {
                // Other calls of the session may wait on this latch. They wake, ask the table
                // again, and wait on if they must.
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
