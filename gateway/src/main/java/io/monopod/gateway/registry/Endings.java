package io.monopod.gateway.registry;

import io.monopod.contract.ClusterName;
import io.monopod.gateway.assign.Hold;
import io.monopod.gateway.assign.Reply;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.assign.SessionTable;

import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Tells instances which sessions end, each on a virtual thread of its own, until they have
/// confirmed it.
final class Endings implements SessionListener {
    private final SessionTable table;
    private final InstanceControl control;
    private final InstantSource clock;
    private final Runnable publish;
    private final Set<Hold> underWay = ConcurrentHashMap.newKeySet();

    /// @param publish runs after each change of the table
    Endings(SessionTable table, InstanceControl control, InstantSource clock, Runnable publish) {
        this.table = table;
        this.control = control;
        this.clock = clock;
        this.publish = publish;
    }

    @Override
    public void happened(ClusterName cluster, SessionEvent event) {
        if (event instanceof SessionEvent.Ending ending) {
            start(ending);
        }
    }

    /// Tells those once more that have not confirmed yet.
    void repeat() {
        table.ending(clock.instant()).forEach(this::start);
    }

    private void start(SessionEvent.Ending ending) {
        if (underWay.add(ending.hold())) {
            Thread.ofVirtual().name("ending-" + ending.instance().id()).start(() -> end(ending));
        }
    }

    private void end(SessionEvent.Ending ending) {
        try {
            table.ended(ending.hold(), ask(ending), clock.instant());
        } finally {
            underWay.remove(ending.hold());
            publish.run();
        }
    }

    private Reply ask(SessionEvent.Ending ending) {
        try {
            return control.end(ending.hold(), ending.reason());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply.Unknown();
        }
    }
}
