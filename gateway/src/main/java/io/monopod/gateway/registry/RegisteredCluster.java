package io.monopod.gateway.registry;

import io.monopod.contract.ClusterName;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.table.Rules;
import io.monopod.gateway.table.SessionTable;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// A cluster whose instances register themselves: its table and everything that acts on it.
public final class RegisteredCluster implements AutoCloseable {
    private final ClusterName name;
    private final Rules rules;
    private final SessionTable table;
    private final InstantSource clock;
    private final EventDispatcher dispatcher;
    private final SessionTerminator terminator;
    private final Sessions sessions;
    private final SilentInstances silent;

    RegisteredCluster(
            ClusterName name,
            Rules rules,
            InstanceControl control,
            InstantSource clock,
            SessionListener listener) {
        this.name = name;
        this.rules = rules;
        this.clock = clock;
        this.table = new SessionTable(rules, this::publish);
        var bindWaiters = new BindWaiters(table);
        var queueWaiters = new QueueWaiters(table);
        this.terminator = new SessionTerminator(table, control, clock, RegisteredCluster::spread);
        this.sessions = new Sessions(table, control, clock, bindWaiters, queueWaiters);
        this.silent = new SilentInstances(sessions, clock);
        // The terminator is last: a duplicate's calls are cut before its instance may take another
        // session.
        this.dispatcher =
                new EventDispatcher(
                        name,
                        table,
                        List.of(
                                bindWaiters,
                                queueWaiters,
                                keepingContact(control),
                                listener,
                                terminator));
    }

    private static double spread() {
        return ThreadLocalRandom.current().nextDouble();
    }

    private static SessionListener keepingContact(InstanceControl control) {
        return (_, event) -> {
            if (event instanceof SessionEvent.Registered registered) {
                control.prepare(registered.instance());
            } else if (event instanceof SessionEvent.Lost lost) {
                control.forget(lost.instance());
            }
        };
    }

    public ClusterName name() {
        return name;
    }

    /// How long an instance may be silent before it counts as lost.
    Duration lease() {
        return rules.lease();
    }

    public Sessions sessions() {
        return sessions;
    }

    /// How many sessions may wait.
    public int places() {
        return rules.places();
    }

    /// Does the work that is due by time: expiry, repeated ends, probes of silent instances.
    ///
    /// @param late how much later than planned this tick runs
    void tick(Duration late) {
        var now = clock.instant();
        table.expire(late, now);
        terminator.repeat();
        silent.ask();
    }

    private void publish() {
        dispatcher.publish();
    }

    @Override
    public void close() {
        dispatcher.close();
    }
}
