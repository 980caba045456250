package io.monopod.gateway.assign;

import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Lets calls into the waiting room, and out of it. Guarded by the table's lock.
final class Usher {
    private final Policy policy;
    private final Assigner assigner;
    private final Roster roster;
    private final WaitingRoom room;

    Usher(Policy policy, Assigner assigner, Roster roster, WaitingRoom room) {
        this.policy = policy;
        this.assigner = assigner;
        this.roster = roster;
        this.room = room;
    }

    /// A call that will wait: it gets what every call gets, or a place instead of a refusal.
    Decision enter(SessionId session, UserName user, Instant now) {
        var decision = assigner.decide(session, user, now);
        return decision instanceof Decision.Refused refused && isWorthWaiting(refused)
                ? place(session, user, now)
                : decision;
    }

    /// Where no instance is known at all nobody can say how long it will be. And the strict policy
    /// knows no queue: a session's instance is the one that it has, free or not.
    private boolean isWorthWaiting(Decision.Refused refused) {
        return policy == Policy.EXCLUSIVE
                && switch (refused) {
                    case Decision.AllBusy _, Decision.NoneAvailable _, Decision.Starting _ -> true;
                    case Decision.NoneKnown _, Decision.QueueFull _, Decision.QueueTimeout _ ->
                            false;
                };
    }

    private Decision place(SessionId session, UserName user, Instant now) {
        var place = room.of(session);
        if (place == null && room.isFull()) {
            return new Decision.QueueFull(room.size(), assigner.expected(room.size()));
        }
        if (place == null) {
            place = room.open(session, user, now);
            roster.note(new SessionEvent.Waiting(now, session, room.size()));
        }
        if (!place.user().equals(user)) {
            return new Decision.NotOwner();
        }
        room.join(place);
        return new Decision.Waiting(session);
    }

    /// A call that waits asks what has become of its session.
    Decision turn(SessionId session, UserName user, Instant now) {
        var decision = assigner.decide(session, user, now);
        return decision instanceof Decision.Refused ? new Decision.Waiting(session) : decision;
    }

    /// A call that waits asks for the last time.
    Decision lastTurn(SessionId session, UserName user, Instant now) {
        var decision = assigner.decide(session, user, now);
        var place = room.of(session);
        return decision instanceof Decision.Refused refused
                        && place != null
                        && isWorthWaiting(refused)
                ? timeout(place)
                : decision;
    }

    private Decision timeout(WaitingRoom.Place place) {
        int ahead = room.ahead(place);
        return new Decision.QueueTimeout(ahead + 1, room.size(), assigner.expected(ahead));
    }

    /// A call that waited leaves.
    ///
    /// @return a grant that its session got and that no call is left to bind
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
            roster.note(new SessionEvent.LeftQueue(now, session, waited));
        }
        return room.notTakenUp(place);
    }

    /// Who stands in line, the head first.
    List<QueuePlace> line() {
        var places = new ArrayList<QueuePlace>();
        for (var place : room.line()) {
            places.add(view(place, places.size()));
        }
        return places;
    }

    /// Where the session stands in line; null if it does not.
    @Nullable QueuePlace find(SessionId session) {
        var place = room.of(session);
        return place != null && room.isInLine(place) ? view(place, room.ahead(place)) : null;
    }

    /// How far the session is on its way to an instance.
    Standing standing(SessionId session) {
        var place = find(session);
        if (place != null) {
            return new Standing.Waiting(place);
        }
        var member = roster.holder(session);
        return member == null
                ? new Standing.Absent()
                : switch (member.slot()) {
                    case Slot.Reserved(var grant) -> new Standing.Binding(grant);
                    case Slot.Held(var grant) -> new Standing.Held(grant);
                    case Slot.Taken(var hold) -> new Standing.Held(hold);
                    case Slot.Ending _, Slot.Stale _, Slot.Free _, Slot.Blocked _ ->
                            new Standing.Absent();
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
