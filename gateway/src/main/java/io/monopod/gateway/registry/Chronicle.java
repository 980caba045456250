package io.monopod.gateway.registry;

import io.monopod.contract.ClusterName;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.assign.SessionTable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.Semaphore;

/// Tells what happens in one table, in order, on a virtual thread of its own: so a listener that is
/// slow, or that changes the table itself, holds up no call.
final class Chronicle implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Chronicle.class.getName());

    private final ClusterName cluster;
    private final SessionTable table;
    private final List<SessionListener> listeners;
    private final Semaphore news = new Semaphore(0);
    private final Thread teller;

    Chronicle(ClusterName cluster, SessionTable table, List<SessionListener> listeners) {
        this.cluster = cluster;
        this.table = table;
        this.listeners = List.copyOf(listeners);
        this.teller = Thread.ofVirtual().name("chronicle-" + cluster).start(this::run);
    }

    /// The table may have changed. Does not block.
    void publish() {
        news.release();
    }

    private void run() {
        try {
            while (true) {
                news.acquire();
                news.drainPermits();
                table.takeEvents().forEach(this::tell);
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    private void tell(SessionEvent event) {
        for (var listener : listeners) {
            try {
                listener.happened(cluster, event);
            } catch (RuntimeException | Error e) {
                LOG.log(Level.ERROR, "listener failed cluster=" + cluster + " event=" + event, e);
            }
        }
    }

    @Override
    public void close() {
        teller.interrupt();
    }
}
