package io.monopod.gateway.registry;

import io.monopod.contract.ClusterName;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.control.InstanceControl;
import io.monopod.gateway.table.Rules;
import io.monopod.gateway.table.SessionTable;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// A cluster whose instances register themselves: its table and everything that acts on it.
public final class RegisteredCluster implements AutoCloseable {
    private final ClusterName name;
    private final InstantSource clock;
    private volatile Run run;

    RegisteredCluster(
            ClusterName name,
            Rules rules,
            InstanceControl control,
            InstantSource clock,
            SessionListener listener) {
        this.name = name;
        this.clock = clock;
        this.run = new Run(rules, control, listener);
    }

    /// Forgets everything, and begins with an empty table: the gateway begins to decide about the
    /// cluster, or ceases to. Calls that wait for the old table must be interrupted.
    public void restart(Rules rules, InstanceControl control, SessionListener listener) {
        var old = run;
        run = new Run(rules, control, listener);
        old.end();
    }

    private static double spread() {
        return ThreadLocalRandom.current().nextDouble();
    }

    public ClusterName name() {
        return name;
    }

    /// How long an instance may be silent before it counts as lost.
    Duration lease() {
        return run.rules.lease();
    }

    /// Those of now: ask for them each time.
    public Sessions sessions() {
        return run.sessions;
    }

    /// How many sessions may wait.
    public int places() {
        return run.rules.places();
    }

    /// Does the work that is due by time: expiry, repeated ends, probes of silent instances.
    ///
    /// @param late how much later than planned this tick runs
    void tick(Duration late) {
        run.tick(late);
    }

    @Override
    public void close() {
        run.dispatcher.close();
    }

    /// One table, from its beginning to its end.
    private final class Run {
        private final Rules rules;
        private final InstanceControl control;
        private final SessionTable table;
        private final EventDispatcher dispatcher;
        private final SessionTerminator terminator;
        private final Sessions sessions;
        private final SilentInstances silent;

        Run(Rules rules, InstanceControl control, SessionListener listener) {
            this.rules = rules;
            this.control = control;
            this.table = new SessionTable(rules, this::publish);
            var bindWaiters = new BindWaiters(table);
            var queueWaiters = new QueueWaiters(table);
            this.terminator =
                    new SessionTerminator(table, control, clock, RegisteredCluster::spread);
            this.sessions = new Sessions(table, control, clock, bindWaiters, queueWaiters);
            this.silent = new SilentInstances(sessions, clock);
            // The terminator is last: a duplicate's calls are cut before its instance may take
            // another session.
            this.dispatcher =
                    new EventDispatcher(
                            name,
                            table,
                            List.of(
                                    bindWaiters,
                                    queueWaiters,
                                    this::keepContact,
                                    listener,
                                    terminator));
        }

        private void keepContact(ClusterName cluster, SessionEvent event) {
            if (event instanceof SessionEvent.Registered registered) {
                control.prepare(registered.instance());
            } else if (event instanceof SessionEvent.Lost lost) {
                control.forget(lost.instance());
            }
        }

        private void publish() {
            dispatcher.publish();
        }

        void tick(Duration late) {
            table.expire(late, clock.instant());
            terminator.repeat();
            silent.ask();
        }

        void end() {
            dispatcher.close();
            table.instances().forEach(view -> control.forget(view.instance()));
        }
    }
}
