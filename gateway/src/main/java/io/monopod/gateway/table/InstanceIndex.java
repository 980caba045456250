package io.monopod.gateway.table;

import io.monopod.config.HostPort;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Hold;
import io.monopod.gateway.assign.LossReason;
import io.monopod.gateway.assign.Quarantine;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.queue.WaitingRoom;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The registered instances, and what follows from their slots: which session is where, which
/// instances are free, the state counters, the events. Only [#transition] changes a slot, so all of
/// these stay consistent. Guarded by the table's lock, except [#holder] and [#hasEvents].
final class InstanceIndex {
    private static final Duration GUESSED_HOLD = Duration.ofSeconds(10);

    /// Most drained instances never come back.
    private static final int DRAINED_KEPT = 10_000;

    private final Map<InstanceId, InstanceEntry> byId = new HashMap<>();
    private final Map<HostPort, InstanceEntry> byAddress = new HashMap<>();

    /// For each session, the instance that its calls go to. More than one may hold it.
    private final ConcurrentHashMap<SessionId, InstanceEntry> bySession = new ConcurrentHashMap<>();

    private final Candidates free = new Candidates();
    private final Candidates open = new Candidates();
    private final StateCounters counters = new StateCounters();
    private final MeanDuration holds = new MeanDuration(GUESSED_HOLD);
    private final WaitingRoom room;
    private final Tombstones tombstones = new Tombstones();
    private final Owners owners = new Owners();

    /// Drained instances, registered or not.
    private final LinkedHashSet<InstanceId> drained = new LinkedHashSet<>();

    private List<SessionEvent> events = new ArrayList<>();
    private volatile boolean eventful;

    /// @param room learns which waiting sessions have an instance
    InstanceIndex(WaitingRoom room) {
        this.room = room;
    }

    @Nullable InstanceEntry entry(InstanceId id) {
        return byId.get(id);
    }

    @Nullable InstanceEntry at(HostPort address) {
        return byAddress.get(address);
    }

    /// The instance that the session is on, or may be on.
    @Nullable InstanceEntry holder(SessionId session) {
        return bySession.get(session);
    }

    Collection<InstanceEntry> entries() {
        return byId.values();
    }

    /// Instances that take a session now.
    Candidates free() {
        return free;
    }

    /// Instances that are in service, whether they hold a session or not.
    Candidates open() {
        return open;
    }

    StateCounters counters() {
        return counters;
    }

    /// The owners of the sessions that have an instance.
    Owners owners() {
        return owners;
    }

    /// How sessions left their instances.
    Tombstones tombstones() {
        return tombstones;
    }

    /// The mean time that sessions have lately held their instance.
    Duration meanHold() {
        return holds.mean();
    }

    void add(InstanceEntry entry, Instant now) {
        var instance = entry.instance();
        byId.put(instance.id(), entry);
        byAddress.put(instance.address(), entry);
        counters.add(entry);
        note(new SessionEvent.Registered(now, instance));
        if (drained.contains(instance.id())) {
            drain(entry, now);
        }
    }

    void remove(InstanceEntry entry, LossReason reason, Instant now) {
        remove(entry, reason, Optional.empty(), now);
    }

    /// @param exit of the process that died, if it is known
    void remove(InstanceEntry entry, LossReason reason, Optional<String> exit, Instant now) {
        var instance = entry.instance();
        leave(entry, null, EndReason.INSTANCE_LOST, now);
        byId.remove(instance.id());
        byAddress.remove(instance.address());
        free.set(entry, false);
        open.set(entry, false);
        counters.remove(entry);
        note(new SessionEvent.Lost(now, instance, reason, exit));
    }

    /// Drains the instance for as long as its process lives, even if it is lost and comes back.
    void drain(InstanceEntry entry, Instant now) {
        keepDrained(entry.instance().id());
        counters.remove(entry);
        entry.drain();
        counters.add(entry);
        free.set(entry, false);
        open.set(entry, false);
        note(new SessionEvent.Draining(now, entry.instance()));
    }

    /// Drains the instance when it comes.
    void keepDrained(InstanceId id) {
        drained.add(id);
        if (drained.size() > DRAINED_KEPT) {
            drained.removeFirst();
        }
    }

    boolean isDrained(InstanceId id) {
        return drained.contains(id);
    }

    /// Gives a drained instance sessions again.
    void undrain(InstanceEntry entry, Instant now) {
        drained.remove(entry.instance().id());
        counters.remove(entry);
        entry.undrain();
        counters.add(entry);
        free.set(entry, entry.slot() instanceof Slot.Free);
        open.set(entry, isOpen(entry.slot()));
        note(new SessionEvent.Undrained(now, entry.instance()));
    }

    /// Changes an instance's slot.
    ///
    /// @param reason why the session ends, if this change ends one
    void transition(InstanceEntry entry, Slot next, EndReason reason, Instant now) {
        var before = entry.slot();
        if (before.equals(next)) {
            return;
        }
        leave(entry, next, reason, now);
        counters.remove(entry);
        entry.slot(next);
        counters.add(entry);
        free.set(entry, next instanceof Slot.Free && !entry.draining());
        open.set(entry, isOpen(next) && !entry.draining());
        enter(entry, before, now);
    }

    private static boolean isOpen(Slot slot) {
        return switch (slot) {
            case Slot.Free _, Slot.Reserved _, Slot.Held _, Slot.Taken _, Slot.Ending _ -> true;
            case Slot.Blocked _, Slot.Stale _ -> false;
        };
    }

    private void leave(InstanceEntry entry, @Nullable Slot next, EndReason reason, Instant now) {
        var before = entry.slot();
        var hold = before.hold();
        var nextHold = next == null ? null : next.hold();
        if (hold == null) {
            return;
        }
        if (before instanceof Slot.Held(var grant)) {
            grant.calls().close();
        }
        if (!hold.equals(nextHold)) {
            noteLeft(before, hold, nextHold, reason, now);
        }
        if (nextHold == null || !nextHold.session().equals(hold.session())) {
            part(hold.session(), entry);
        }
    }

    private void noteLeft(
            Slot before, Hold hold, @Nullable Hold next, EndReason reason, Instant now) {
        switch (before) {
            case Slot.Reserved(var grant) -> note(new SessionEvent.Released(now, grant));
            case Slot.Held _ -> noteEnd(new SessionEvent.Ended(now, hold, reason));
            case Slot.Taken _ -> {
                boolean granted = next != null && next.session().equals(hold.session());
                if (!granted) {
                    noteEnd(new SessionEvent.Ended(now, hold, reason));
                }
            }
            case Slot.Ending(_, var why, _) -> noteEnd(new SessionEvent.Ended(now, hold, why));
            case Slot.Free _, Slot.Blocked _, Slot.Stale _ -> {}
        }
    }

    private void noteEnd(SessionEvent.Ended end) {
        holds.add(end.held());
        tombstones.left(end.hold(), end.reason());
        note(end);
    }

    private void enter(InstanceEntry entry, Slot before, Instant now) {
        var instance = entry.instance();
        switch (entry.slot()) {
            case Slot.Free _ -> note(new SessionEvent.Freed(now, instance));
            case Slot.Blocked(var why) -> note(new SessionEvent.Quarantined(now, instance, why));
            case Slot.Reserved(var grant) -> {
                join(grant.session(), grant.owner(), entry);
                tombstones.nothingToTell(grant.session());
                note(new SessionEvent.Reserved(now, grant));
            }
            case Slot.Held(var grant) -> {
                join(grant.session(), grant.owner(), entry);
                tombstones.nothingToTell(grant.session());
                boolean reserved = grant.equals(before.hold());
                note(
                        reserved
                                ? new SessionEvent.Confirmed(now, grant)
                                : new SessionEvent.Found(now, grant));
            }
            case Slot.Taken(var hold) -> {
                join(hold.session(), null, entry);
                tombstones.nothingToTell(hold.session());
                note(new SessionEvent.Found(now, hold));
            }
            // Calls that go here stay here, and wait for the end. Those of a duplicate go
            // elsewhere.
            case Slot.Ending(var hold, var why, _) -> note(new SessionEvent.Ending(now, hold, why));
            case Slot.Stale(var ending) -> {
                boolean unproved = ending.reason() == EndReason.UNPROVED;
                var why = unproved ? Quarantine.UNPROVED : Quarantine.UNCONFIRMED;
                note(new SessionEvent.Quarantined(now, instance, why));
            }
        }
    }

    private void join(SessionId session, @Nullable UserName owner, InstanceEntry entry) {
        bySession.put(session, entry);
        owners.has(session, owner);
        room.dequeue(session);
    }

    private void part(SessionId session, InstanceEntry entry) {
        if (bySession.remove(session, entry)) {
            owners.hasNot(session);
            room.requeue(session);
        }
    }

    void note(SessionEvent event) {
        events.add(event);
        eventful = true;
    }

    boolean hasEvents() {
        return eventful;
    }

    /// The events since the last call, oldest first.
    List<SessionEvent> takeEvents() {
        var taken = events;
        events = new ArrayList<>();
        eventful = false;
        return taken;
    }
}
