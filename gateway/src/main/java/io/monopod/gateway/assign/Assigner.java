package io.monopod.gateway.assign;

import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

import java.time.Duration;
import java.time.Instant;

/// Decides which instance a session gets. Guarded by the table's lock.
final class Assigner {
    private final Rules rules;
    private final Grace grace;
    private final Roster roster;
    private final Epochs epochs;
    private final WaitingRoom room;

    Assigner(Rules rules, Grace grace, Roster roster, Epochs epochs, WaitingRoom room) {
        this.rules = rules;
        this.grace = grace;
        this.roster = roster;
        this.epochs = epochs;
        this.room = room;
    }

    /// Gives what is free to those who wait, in the order in which they came. Runs after every
    /// change and before every decision, so that no newcomer finds an instance free while others
    /// wait for one.
    void serve(Instant now) {
        if (!grace.isOver(now)) {
            return;
        }
        for (var head = room.head(); head != null; head = room.head()) {
            var first = roster.free().first(Rendezvous.hash(head.session().value()));
            if (first == null) {
                return;
            }
            room.grant(head, newGrant(first, head.session(), head.user(), now));
        }
    }

    Decision decide(SessionId session, UserName user, Instant now) {
        var holder = roster.holder(session);
        if (holder != null) {
            return decideKnown(holder, session, user, now);
        }
        if (!grace.isOver(now)) {
            return new Decision.Starting();
        }
        var first = candidates().first(Rendezvous.hash(session.value()));
        return first == null ? refuse() : decideNew(first, session, user, now);
    }

    private Decision decideKnown(Member holder, SessionId session, UserName user, Instant now) {
        return switch (holder.slot()) {
            case Slot.Held(var grant) -> use(grant, user, now);
            // It goes on where it is, by a grant from now on.
            case Slot.Taken _ -> reserve(holder, session, user, now);
            case Slot.Reserved(var grant) ->
                    room.takeUp(grant) ? new Decision.Reserved(grant) : unsettled(grant);
            case Slot.Ending(var hold, _, _) -> unsettled(hold);
            case Slot.Free _, Slot.Blocked _, Slot.Stale _ ->
                    throw new IllegalStateException("holds nothing");
        };
    }

    private static Decision use(Grant grant, UserName user, Instant now) {
        if (!grant.owner().equals(user)) {
            return new Decision.NotOwner();
        }
        return grant.usage().begin(now) ? new Decision.Held(grant) : unsettled(grant);
    }

    private Candidates candidates() {
        return switch (rules.policy()) {
            case EXCLUSIVE -> roster.free();
            case STRICT -> roster.open();
        };
    }

    private Decision decideNew(Member first, SessionId session, UserName user, Instant now) {
        return switch (first.slot()) {
            case Slot.Free _ -> reserve(first, session, user, now);
            case Slot.Held _, Slot.Taken _ -> new Decision.Visit(first.instance());
            case Slot.Reserved(var grant) -> unsettled(grant);
            case Slot.Ending(var hold, _, _) -> unsettled(hold);
            case Slot.Blocked _, Slot.Stale _ -> throw new IllegalStateException("not in service");
        };
    }

    private Decision reserve(Member member, SessionId session, UserName user, Instant now) {
        return new Decision.Reserved(newGrant(member, session, user, now));
    }

    private Grant newGrant(Member member, SessionId session, UserName user, Instant now) {
        var usage = new Usage(now, member.slot() instanceof Slot.Taken);
        var grant = new Grant(session, user, epochs.next(), member.instance(), now, usage);
        roster.become(member, new Slot.Reserved(grant), EndReason.AT_INSTANCE, now);
        return grant;
    }

    private static Decision unsettled(Hold hold) {
        return new Decision.Unsettled(hold.instance().id(), hold.epoch());
    }

    private Decision refuse() {
        int total = roster.members().size();
        int busy = roster.tally().busy();
        if (total == 0) {
            return new Decision.NoneKnown();
        }
        if (busy < total) {
            return new Decision.NoneAvailable();
        }
        return new Decision.AllBusy(total, busy, room.size(), expected(room.size()));
    }

    /// How long it will be until one is free for somebody before whom `ahead` wait.
    Duration expected(int ahead) {
        return Pushback.expected(roster.meanHold(), roster.tally().busy(), ahead);
    }
}
