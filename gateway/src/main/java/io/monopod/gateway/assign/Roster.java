package io.monopod.gateway.assign;

import io.monopod.config.HostPort;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The members, and everything that follows from their slots: who holds what, which are free, how
/// many are in which state, what has happened. A slot changes in [#become] alone, which keeps all
/// of it together. Guarded by the table's lock; only [#holder] and [#hasEvents] may be called
/// without it.
final class Roster {
    private static final Duration GUESSED_HOLD = Duration.ofSeconds(10);

    /// Most never come back.
    private static final int DRAINED_KEPT = 10_000;

    private final Map<InstanceId, Member> byId = new HashMap<>();
    private final Map<HostPort, Member> byAddress = new HashMap<>();

    /// Of the instances that hold a session, or may, the one that its calls go to.
    private final ConcurrentHashMap<SessionId, Member> bySession = new ConcurrentHashMap<>();

    private final Candidates free = new Candidates();
    private final Candidates open = new Candidates();
    private final Tally tally = new Tally();
    private final MeanDuration holds = new MeanDuration(GUESSED_HOLD);
    private final WaitingRoom room;
    private final Departures departures = new Departures();

    /// Which are to take no new session, whether they are registered now or not.
    private final LinkedHashSet<InstanceId> drained = new LinkedHashSet<>();

    private List<SessionEvent> events = new ArrayList<>();
    private volatile boolean eventful;

    /// @param room hears which of the waiting have an instance
    Roster(WaitingRoom room) {
        this.room = room;
    }

    @Nullable Member member(InstanceId id) {
        return byId.get(id);
    }

    @Nullable Member at(HostPort address) {
        return byAddress.get(address);
    }

    /// The instance that the session is on, or may be.
    @Nullable Member holder(SessionId session) {
        return bySession.get(session);
    }

    Collection<Member> members() {
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

    Tally tally() {
        return tally;
    }

    /// How sessions left their instances.
    Departures departures() {
        return departures;
    }

    /// How long sessions have lately held their instance.
    Duration meanHold() {
        return holds.mean();
    }

    void add(Member member, Instant now) {
        var instance = member.instance();
        byId.put(instance.id(), member);
        byAddress.put(instance.address(), member);
        tally.add(member);
        note(new SessionEvent.Registered(now, instance));
        if (drained.contains(instance.id())) {
            drain(member, now);
        }
    }

    void remove(Member member, LossReason reason, Instant now) {
        var instance = member.instance();
        leave(member, null, EndReason.INSTANCE_LOST, now);
        byId.remove(instance.id());
        byAddress.remove(instance.address());
        free.set(member, false);
        open.set(member, false);
        tally.remove(member);
        note(new SessionEvent.Lost(now, instance, reason));
    }

    /// For as long as its process lives: it may be lost and come back.
    void drain(Member member, Instant now) {
        drained.add(member.instance().id());
        if (drained.size() > DRAINED_KEPT) {
            drained.removeFirst();
        }
        tally.remove(member);
        member.drain();
        tally.add(member);
        free.set(member, false);
        open.set(member, false);
        note(new SessionEvent.Draining(now, member.instance()));
    }

    /// Changes a member's slot.
    ///
    /// @param reason why its session has ended, if this ends one
    void become(Member member, Slot next, EndReason reason, Instant now) {
        var before = member.slot();
        if (before.equals(next)) {
            return;
        }
        leave(member, next, reason, now);
        tally.remove(member);
        member.slot(next);
        tally.add(member);
        free.set(member, next instanceof Slot.Free && !member.draining());
        open.set(member, isOpen(next) && !member.draining());
        enter(member, before, now);
    }

    private static boolean isOpen(Slot slot) {
        return switch (slot) {
            case Slot.Free _, Slot.Reserved _, Slot.Held _, Slot.Taken _, Slot.Ending _ -> true;
            case Slot.Blocked _, Slot.Stale _ -> false;
        };
    }

    private void leave(Member member, @Nullable Slot next, EndReason reason, Instant now) {
        var before = member.slot();
        var hold = before.hold();
        var nextHold = next == null ? null : next.hold();
        if (hold == null) {
            return;
        }
        if (before instanceof Slot.Held(var grant)) {
            grant.usage().close();
        }
        if (!hold.equals(nextHold)) {
            noteLeft(before, hold, nextHold, reason, now);
        }
        if (nextHold == null || !nextHold.session().equals(hold.session())) {
            part(hold.session(), member);
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
        departures.left(end.hold(), end.reason());
        note(end);
    }

    private void enter(Member member, Slot before, Instant now) {
        var instance = member.instance();
        switch (member.slot()) {
            case Slot.Free _ -> note(new SessionEvent.Freed(now, instance));
            case Slot.Blocked(var why) -> note(new SessionEvent.Quarantined(now, instance, why));
            case Slot.Reserved(var grant) -> {
                join(grant.session(), member);
                departures.nothingToTell(grant.session());
                note(new SessionEvent.Reserved(now, grant));
            }
            case Slot.Held(var grant) -> {
                join(grant.session(), member);
                departures.nothingToTell(grant.session());
                boolean reserved = grant.equals(before.hold());
                note(
                        reserved
                                ? new SessionEvent.Confirmed(now, grant)
                                : new SessionEvent.Found(now, grant));
            }
            case Slot.Taken(var hold) -> {
                join(hold.session(), member);
                departures.nothingToTell(hold.session());
                note(new SessionEvent.Found(now, hold));
            }
            // Whose calls go here so far, go here on: they wait for the end. A duplicate's do not.
            case Slot.Ending(var hold, var why, _) -> note(new SessionEvent.Ending(now, hold, why));
            case Slot.Stale _ ->
                    note(new SessionEvent.Quarantined(now, instance, Quarantine.UNCONFIRMED));
        }
    }

    private void join(SessionId session, Member member) {
        bySession.put(session, member);
        room.stepOut(session);
    }

    private void part(SessionId session, Member member) {
        if (bySession.remove(session, member)) {
            room.stepBack(session);
        }
    }

    void note(SessionEvent event) {
        events.add(event);
        eventful = true;
    }

    boolean hasEvents() {
        return eventful;
    }

    /// What has happened since it was asked last.
    List<SessionEvent> takeEvents() {
        var taken = events;
        events = new ArrayList<>();
        eventful = false;
        return taken;
    }
}
