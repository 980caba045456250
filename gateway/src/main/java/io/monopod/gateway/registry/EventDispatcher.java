package io.monopod.gateway.registry;

import io.monopod.contract.ClusterName;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.table.SessionTable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.Semaphore;

/// Delivers the events of one table to its listeners, in order, on one virtual thread. So a slow
/// listener, or one that changes the table, delays no call.
final class EventDispatcher implements AutoCloseable {
    private static final Logger LOG = System.getLogger(EventDispatcher.class.getName());

    private final ClusterName cluster;
    private final SessionTable table;
    private final List<SessionListener> listeners;
    private final Semaphore news = new Semaphore(0);
    private final Thread teller;

    EventDispatcher(ClusterName cluster, SessionTable table, List<SessionListener> listeners) {
        this.cluster = cluster;
        this.table = table;
        this.listeners = List.copyOf(listeners);
        this.teller = Thread.ofVirtual().name("dispatcher-" + cluster).start(this::run);
    }

    /// The table has events to take. Does not block.
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
