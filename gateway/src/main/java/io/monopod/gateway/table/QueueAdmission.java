package io.monopod.gateway.table;

import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.Assignment;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Policy;
import io.monopod.gateway.assign.QueuePlace;
import io.monopod.gateway.assign.Refusal;
import io.monopod.gateway.assign.Refusal.BackendUnavailable.Cause;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.assign.SessionStatus;
import io.monopod.gateway.queue.WaitingRoom;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Admits calls to the waiting room and lets them leave. Guarded by the table's lock.
final class QueueAdmission {
    private final Rules rules;
    private final Assigner assigner;
    private final InstanceIndex index;
    private final WaitingRoom room;

    QueueAdmission(Rules rules, Assigner assigner, InstanceIndex index, WaitingRoom room) {
        this.rules = rules;
        this.assigner = assigner;
        this.index = index;
        this.room = room;
    }

    /// Decides for a call that waits: where the decision would be a refusal, it gets a place
    /// instead, within its user's quota. While the gateway starts, no refusal has checked that.
    Assignment enter(SessionId session, UserName user, Set<InstanceId> tried, Instant now) {
        var decision = assigner.decide(session, user, tried, now);
        return decision instanceof Refusal.NoInstance refused
                        && isWorthWaiting(refused)
                        && assigner.overQuota(session, user) == null
                ? place(session, user, now)
                : decision;
    }

    /// Whether a place is better than this refusal. Without any known instance there is no estimate
    /// of the wait. The strict policy has no queue: a session's instance is the first of its list,
    /// free or not.
    private boolean isWorthWaiting(Refusal.NoInstance refused) {
        return rules.policy() == Policy.EXCLUSIVE
                && switch (refused) {
                    case Refusal.AllInstancesBusy _,
                            Refusal.NoAvailableInstances _,
                            Refusal.GatewayStarting _ ->
                            true;
                    case Refusal.BackendUnavailable(var cause) -> cause == Cause.NONE_BOUND;
                    case Refusal.UserQuota _,
                            Refusal.QueueFull _,
                            Refusal.QueueTimeout _,
                            Refusal.StoreUnavailable _ ->
                            false;
                };
    }

    private Assignment place(SessionId session, UserName user, Instant now) {
        var place = room.of(session);
        if (place == null && !rules.quotas().allowsPlaceBeside(room.inLine(user))) {
            return new Refusal.UserQuota(
                    rules.quotas().waiting(), room.inLine(user), assigner.expected(room.size()));
        }
        if (place == null && room.isFull()) {
            return new Refusal.QueueFull(
                    room.size() + 1, room.size(), assigner.expected(room.size()));
        }
        if (place == null) {
            place = room.open(session, user, now);
            index.note(new SessionEvent.Waiting(now, session, room.size()));
        }
        if (!place.user().equals(user)) {
            return new Refusal.NotOwner();
        }
        room.join(place);
        return new Assignment.Waiting(session);
    }

    /// Decides again for a waiting call.
    Assignment poll(SessionId session, UserName user, Instant now) {
        var decision = assigner.decide(session, user, Set.of(), now);
        // A session that has an instance does not wait for one.
        boolean hasOwn =
                decision instanceof Refusal.BackendUnavailable(var cause)
                        && cause == Cause.OWN_NOT_BOUND;
        return decision instanceof Refusal.NoInstance && !hasOwn
                ? new Assignment.Waiting(session)
                : decision;
    }

    /// Decides for the last time for a waiting call whose time is up.
    Assignment timeOut(SessionId session, UserName user, Instant now) {
        var decision = assigner.decide(session, user, Set.of(), now);
        var place = room.of(session);
        return decision instanceof Refusal.NoInstance refused
                        && place != null
                        && isWorthWaiting(refused)
                ? timeout(place)
                : decision;
    }

    private Assignment timeout(WaitingRoom.Place place) {
        int ahead = room.ahead(place);
        return new Refusal.QueueTimeout(ahead + 1, room.size(), assigner.expected(ahead));
    }

    /// A call leaves the waiting room.
    ///
    /// @return a grant that the session got and that no call is left to bind, or null
    @Nullable Grant leave(SessionId session, Instant now) {
        var place = room.of(session);
        if (place == null) {
            return null;
        }
        boolean inLine = room.isInLine(place);
        if (!room.leave(place)) {
            return null;
        }
        if (inLine) {
            var waited = Duration.between(place.since(), now);
            index.note(new SessionEvent.LeftQueue(now, session, waited));
        }
        return room.notTakenUp(place);
    }

    /// The wait queue, head first.
    List<QueuePlace> line() {
        var places = new ArrayList<QueuePlace>();
        for (var place : room.line()) {
            places.add(view(place, places.size()));
        }
        return places;
    }

    /// The session's position in the wait queue; null if it does not wait.
    @Nullable QueuePlace find(SessionId session) {
        var place = room.of(session);
        return place != null && room.isInLine(place) ? view(place, room.ahead(place)) : null;
    }

    /// The session's progress towards an instance.
    SessionStatus status(SessionId session) {
        var place = find(session);
        if (place != null) {
            return new SessionStatus.Waiting(place);
        }
        var entry = index.holder(session);
        return entry == null
                ? new SessionStatus.Absent()
                : switch (entry.slot()) {
                    case Slot.Reserved(var grant) -> new SessionStatus.Binding(grant);
                    case Slot.Held(var grant) -> new SessionStatus.Held(grant);
                    case Slot.Taken(var hold) -> new SessionStatus.Held(hold);
                    case Slot.Ending _, Slot.Stale _, Slot.Free _, Slot.Blocked _ ->
                            new SessionStatus.Absent();
                };
    }

    private QueuePlace view(WaitingRoom.Place place, int ahead) {
        return new QueuePlace(
                place.session(),
                place.user(),
                ahead + 1,
                room.size(),
                place.since(),
                assigner.expected(ahead));
    }
}
