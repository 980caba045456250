package io.monopod.gateway.assign;

import io.monopod.contract.Epoch;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// Brings the gateway's view in line with what the instances say, on whatever road they say it.
/// Guarded by the table's lock.
final class Reconciler {
    private final Roster roster;
    private final Epochs epochs;

    Reconciler(Roster roster, Epochs epochs) {
        this.roster = roster;
        this.epochs = epochs;
    }

    /// An instance that was not known. Whoever had its id or its address before is gone: a process
    /// has one address, and an address one process.
    ///
    /// @return false if it is the one that is gone: the registration of a process may arrive when
    ///   the next one is already there
    boolean admit(Instance instance, SlotReport report, Instant leaseUntil, Instant now) {
        var neighbour = roster.at(instance.address());
        if (neighbour != null && neighbour.instance().started().isAfter(instance.started())) {
            return false;
        }
        replace(roster.member(instance.id()), now);
        replace(roster.at(instance.address()), now);
        epochs.seen(report.epoch());
        recall(report, now);
        var member = new Member(instance, report, leaseUntil);
        roster.add(member, now);
        show(member, now);
        return true;
    }

    /// An end that this gateway may know nothing of, as it was told to one before it. Another
    /// instance that still has the session from before that was stopped meanwhile.
    private void recall(SlotReport report, Instant now) {
        var last = report.lastEnd();
        if (last == null) {
            return;
        }
        roster.departures().ended(last.session(), last.epoch(), last.reason());
        var member = roster.holder(last.session());
        var hold = member == null ? null : member.slot().hold();
        var whyOver = hold == null ? null : roster.departures().whyOver(hold);
        if (member != null && hold != null && whyOver != null) {
            end(member, hold, whyOver, now);
        }
    }

    private void replace(@Nullable Member gone, Instant now) {
        if (gone != null) {
            roster.remove(gone, LossReason.REPLACED, now);
        }
    }

    /// A heartbeat.
    void renew(Member member, SlotReport report, Instant leaseUntil, Instant now) {
        member.renew(leaseUntil);
        learn(member, report, now);
        if (member.slot() instanceof Slot.Blocked) {
            show(member, now);
        }
    }

    private void learn(Member member, SlotReport report, Instant now) {
        epochs.seen(report.epoch());
        if (report.isNewsAfter(member.report())) {
            member.report(report);
            become(member, member.slot().after(report, member.instance(), now), now);
        }
    }

    /// The answer to a bind.
    void bound(Member member, Grant grant, Reply reply, Instant now) {
        switch (reply) {
            case Reply.Told(var report) -> {
                learn(member, report, now);
                settle(member, grant, now);
            }
            case Reply.WrongInstance() -> roster.remove(member, LossReason.REPLACED, now);
            case Reply.Gone() -> roster.remove(member, LossReason.UNREACHABLE, now);
            case Reply.NotDone() -> settle(member, grant, now);
            case Reply.Unknown() -> doubt(member, grant, now);
        }
    }

    /// Whether the grant was bound is not known, and the instance is told to forget it. But not the
    /// session that had called it directly before: that is there, bound or not, and goes on. The
    /// instance is told when it has none ([Member#doubt]).
    private void doubt(Member member, Grant grant, Instant now) {
        if (!isReserved(member, grant)) {
            return;
        }
        boolean wasThere =
                member.report() instanceof SlotReport.Taken taken
                        && taken.session().equals(grant.session());
        if (wasThere) {
            member.doubt(grant);
            show(member, now);
        } else {
            end(member, grant, EndReason.BIND_UNKNOWN, now);
        }
    }

    /// The grant was not confirmed: the slot is what the newest report makes it. If that is "free",
    /// and a higher epoch would not help, then the next bind would fail as well.
    private void settle(Member member, Grant grant, Instant now) {
        if (!isReserved(member, grant)) {
            return;
        }
        var known = member.report();
        if (known instanceof SlotReport.Free && grant.epoch().isAfter(known.epoch())) {
            become(member, new Slot.Blocked(Quarantine.BIND_FAILED), now);
        } else {
            show(member, now);
        }
    }

    /// Nobody will bind the grant: its call has gone, and the instance was not asked.
    void release(Member member, Grant grant, Instant now) {
        if (isReserved(member, grant)) {
            show(member, now);
        }
    }

    private static boolean isReserved(Member member, Grant grant) {
        return member.slot() instanceof Slot.Reserved(var reserved) && reserved.equals(grant);
    }

    /// The session is to end.
    void end(Member member, Hold hold, EndReason reason, Instant now) {
        var before = member.slot().ending();
        if (before == null || before.yieldsTo(reason)) {
            roster.become(member, new Slot.Ending(hold, reason, now), reason, now);
        }
    }

    /// A client that vanishes leaves nothing behind.
    void endIfUnused(Member member, Grant grant, Instant now) {
        if (grant.equals(member.slot().hold()) && grant.usage().closeIfUnused()) {
            end(member, grant, EndReason.NEVER_USED, now);
        }
    }

    /// The answer to an end.
    void ended(Member member, Hold hold, Reply reply, Instant now) {
        switch (reply) {
            case Reply.Told(var report) -> {
                learn(member, report, now);
                var ending = member.slot().ending();
                boolean over =
                        ending != null
                                && ending.hold().equals(hold)
                                && !ending.isHeldBy(member.report());
                if (over) {
                    show(member, now);
                }
            }
            case Reply.WrongInstance() -> roster.remove(member, LossReason.REPLACED, now);
            case Reply.Gone() -> roster.remove(member, LossReason.UNREACHABLE, now);
            // Not over: it is asked again.
            case Reply.NotDone(), Reply.Unknown() -> {}
        }
    }

    /// The trailers of the call that ended the session. They bear no revision: from here on it is
    /// the epoch that tells late reports apart.
    void endedByCall(Member member, Grant grant, AfterEnd after, Instant now) {
        if (grant.equals(member.slot().hold())) {
            long revision = member.report().revision();
            member.report(
                    switch (after) {
                        case FREE -> new SlotReport.Free(grant.epoch(), revision);
                        case CLOSED -> new SlotReport.Closed(grant.epoch(), revision);
                    });
            var next = Slot.of(member.report(), member.instance(), now);
            roster.become(member, unlessInDoubt(member, next, now), EndReason.SHUTDOWN, now);
        }
    }

    /// Gives a member the slot that its own newest report makes.
    private void show(Member member, Instant now) {
        become(member, Slot.of(member.report(), member.instance(), now), now);
    }

    private void become(Member member, Slot next, Instant now) {
        var slot =
                switch (next) {
                    case Slot.Held(var grant) -> againstRival(member, next, grant, now);
                    case Slot.Taken(var direct) -> againstRival(member, next, direct, now);
                    case Slot.Free _ -> unlessInDoubt(member, next, now);
                    case Slot.Blocked _, Slot.Reserved _, Slot.Ending _, Slot.Stale _ -> next;
                };
        roster.become(member, slot, member.report().reasonFor(member.slot().hold()), now);
    }

    /// An instance that is free takes nobody while a bind may still reach it of which no answer
    /// came. That it is told to end it raises its epoch, and keeps the bind out.
    private static Slot unlessInDoubt(Member member, Slot next, Instant now) {
        var doubt = member.doubt();
        if (doubt == null || !doubt.epoch().isAfter(member.report().epoch())) {
            return next;
        }
        return next instanceof Slot.Free
                ? new Slot.Ending(doubt, EndReason.BIND_UNKNOWN, now)
                : next;
    }

    /// A session that two instances have, or had: one keeps it, the other is to end it.
    private Slot againstRival(Member member, Slot next, Hold hold, Instant now) {
        var whyOver = roster.departures().whyOver(hold);
        if (whyOver != null) {
            return new Slot.Ending(hold, whyOver, now);
        }
        var rival = roster.holder(hold.session());
        if (rival == null || rival.equals(member)) {
            return next;
        }
        if (keeps(rival.slot(), hold)) {
            return new Slot.Ending(hold, EndReason.DUPLICATE, now);
        }
        var other = rival.slot().hold();
        if (other != null) {
            end(rival, other, EndReason.DUPLICATE, now);
        }
        return next;
    }

    /// The higher epoch keeps it. A bind that is under way, in doubt or of no use gives way to a
    /// grant that an instance reports; but not to a direct call, which would have to be granted
    /// anew while that bind can still succeed. Nor does an end give way while calls of the session
    /// still run there: until they are over, it is on that instance.
    private static boolean keeps(Slot rival, Hold challenger) {
        boolean direct = challenger.epoch().equals(Epoch.NONE);
        return switch (rival) {
            case Slot.Held(var grant) -> !challenger.epoch().isAfter(grant.epoch());
            case Slot.Ending(var hold, var why, _) ->
                    direct
                            || hasCalls(hold)
                            || (!why.isOfNoSession() && hold.epoch().isAfter(challenger.epoch()));
            case Slot.Taken _, Slot.Reserved _ -> direct;
            case Slot.Free _, Slot.Blocked _, Slot.Stale _ -> false;
        };
    }

    private static boolean hasCalls(Hold hold) {
        return hold instanceof Grant grant && grant.usage().inProgress() > 0;
    }
}
