package io.monopod.gateway.assign;

import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

import java.time.Instant;

/// Decides which instance a session gets. Guarded by the table's lock.
final class Assigner {
    private final Rules rules;
    private final Roster roster;
    private final Epochs epochs;

    Assigner(Rules rules, Roster roster, Epochs epochs) {
        this.rules = rules;
        this.roster = roster;
        this.epochs = epochs;
    }

    Decision decide(SessionId session, UserName user, Instant now) {
        var holder = roster.holder(session);
        if (holder != null) {
            return decideKnown(holder, session, user, now);
        }
        if (now.isBefore(rules.grantsFrom())) {
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
            case Slot.Reserved(var grant) -> unsettled(grant);
            case Slot.Ending(var hold, _) -> unsettled(hold);
            case Slot.Free _, Slot.Blocked _ -> throw new IllegalStateException("holds nothing");
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
            case Slot.Ending(var hold, _) -> unsettled(hold);
            case Slot.Blocked _ -> throw new IllegalStateException("not in service");
        };
    }

    private Decision reserve(Member member, SessionId session, UserName user, Instant now) {
        var usage = new Usage(now);
        var grant = new Grant(session, user, epochs.next(), member.instance(), now, usage);
        roster.become(member, new Slot.Reserved(grant), EndReason.AT_INSTANCE, now);
        return new Decision.Reserved(grant);
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
        return new Decision.AllBusy(total, busy, 0, Pushback.expected(roster.meanHold(), busy, 0));
    }
}
