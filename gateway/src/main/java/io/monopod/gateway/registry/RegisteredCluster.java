package io.monopod.gateway.registry;

import io.monopod.contract.ClusterName;
import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.Counts;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.InstanceView;
import io.monopod.gateway.assign.LossReason;
import io.monopod.gateway.assign.QueuePlace;
import io.monopod.gateway.assign.Rules;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.assign.SessionTable;
import io.monopod.gateway.assign.SlotReport;
import io.monopod.gateway.assign.Standing;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// A cluster whose instances register themselves: its table, and all that acts on it.
public final class RegisteredCluster implements AutoCloseable {
    private final ClusterName name;
    private final Duration lease;
    private final int places;
    private final SessionTable table;
    private final InstantSource clock;
    private final Chronicle chronicle;
    private final Endings endings;
    private final Grants grants;
    private final SilentInstances silent;

    RegisteredCluster(
            ClusterName name,
            Rules rules,
            InstanceControl control,
            InstantSource clock,
            SessionListener listener) {
        this.name = name;
        this.lease = rules.lease();
        this.places = rules.places();
        this.clock = clock;
        this.table = new SessionTable(rules);
        var settlements = new Settlements(table);
        var turns = new Turns(table);
        this.endings = new Endings(table, control, clock, this::publish);
        this.grants = new Grants(table, control, clock, settlements, turns, this::publish);
        this.silent = new SilentInstances(table, grants, clock);
        // Endings last: a duplicate's calls are cut before its instance may take somebody else.
        this.chronicle =
                new Chronicle(
                        name,
                        table,
                        List.of(settlements, turns, keepingContact(control), listener, endings));
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

    /// How long an instance may be silent before it counts as gone.
    Duration lease() {
        return lease;
    }

    public Grants grants() {
        return grants;
    }

    public Counts counts() {
        return table.counts();
    }

    /// Every instance, with the session that is on it.
    public List<InstanceView> instances() {
        return table.instances();
    }

    /// The session's preference list: every instance, best first, whatever its state.
    public List<InstanceId> preference(SessionId session) {
        return table.preference(session);
    }

    /// Who waits for an instance, the head of the line first.
    public List<QueuePlace> queue() {
        return table.queue();
    }

    /// How many sessions may wait.
    public int places() {
        return places;
    }

    /// Where the session stands in the waiting room; null if it does not wait.
    public @Nullable QueuePlace place(SessionId session) {
        return table.place(session);
    }

    /// How far the session is on its way to an instance.
    public Standing standing(SessionId session) {
        return table.standing(session);
    }

    /// Gives an instance no new session from now on. Repeatable.
    ///
    /// @return false if there is no such instance
    public boolean drain(InstanceId instance) {
        boolean known = table.drain(instance, clock.instant());
        publish();
        return known;
    }

    /// Makes an instance known, or known again.
    ///
    /// @return the highest epoch that was granted before; null if an instance that started later is
    ///   registered at that address
    public @Nullable Epoch register(Instance instance, SlotReport slot) {
        var granted = table.register(instance, slot, clock.instant());
        publish();
        return granted;
    }

    /// @return false if the instance is not known
    boolean heartbeat(InstanceId instance, SlotReport slot) {
        boolean known = table.heartbeat(instance, slot, clock.instant());
        publish();
        return known;
    }

    void lose(InstanceId instance, LossReason reason) {
        table.lose(instance, reason, clock.instant());
        publish();
    }

    /// What the passing of time does.
    ///
    /// @param late how much later it is than it was to be
    void tick(Duration late) {
        var now = clock.instant();
        table.stoodStill(late, now);
        table.expire(now);
        publish();
        endings.repeat();
        silent.ask();
    }

    /// Costs nothing where nothing has changed, as when calls are refused.
    private void publish() {
        if (table.hasEvents()) {
            chronicle.publish();
        }
    }

    @Override
    public void close() {
        chronicle.close();
    }
}
