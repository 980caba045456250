package io.monopod.gateway.table;

import io.monopod.contract.Epoch;
import io.monopod.gateway.assign.AfterEnd;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Hold;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.LossReason;
import io.monopod.gateway.assign.Quarantine;
import io.monopod.gateway.assign.Reply;
import io.monopod.gateway.assign.SlotReport;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// Brings the gateway's view in line with what the instances report, however they report it.
/// Guarded by the table's lock.
final class Reconciler {
    private final InstanceIndex index;
    private final Epochs epochs;

    Reconciler(InstanceIndex index, Epochs epochs) {
        this.index = index;
        this.epochs = epochs;
    }

    /// Registers a new instance. An earlier instance with its id or its address is gone: a process
    /// has one address, and an address one process.
    ///
    /// @return false if this instance is the one that is gone: its registration may arrive after
    ///   that of its successor
    boolean admit(Instance instance, SlotReport report, Instant leaseUntil, Instant now) {
        var neighbour = index.at(instance.address());
        if (neighbour != null && neighbour.instance().started().isAfter(instance.started())) {
            return false;
        }
        replace(index.entry(instance.id()), now);
        replace(index.at(instance.address()), now);
        if (isPlausible(report)) {
            epochs.seen(report.epoch());
        }
        applyLastEnd(report, now);
        var entry = new InstanceEntry(instance, report, leaseUntil);
        index.add(entry, now);
        applyReport(entry, now);
        return true;
    }

    /// Applies an end that this gateway may not know, because an earlier gateway saw it. Another
    /// instance may still have the session, because it was stopped at the time.
    private void applyLastEnd(SlotReport report, Instant now) {
        var last = report.lastEnd();
        if (last == null) {
            return;
        }
        index.tombstones().ended(last.session(), last.epoch(), last.reason());
        var entry = index.holder(last.session());
        var hold = entry == null ? null : entry.slot().hold();
        var whyOver = hold == null ? null : index.tombstones().whyOver(hold);
        if (entry != null && hold != null && whyOver != null) {
            end(entry, hold, whyOver, now);
        }
    }

    private void replace(@Nullable InstanceEntry gone, Instant now) {
        if (gone != null) {
            index.remove(gone, LossReason.REPLACED, now);
        }
    }

    /// Applies a heartbeat.
    void renew(InstanceEntry entry, SlotReport report, Instant leaseUntil, Instant now) {
        entry.renew(leaseUntil);
        merge(entry, report, now);
        if (entry.slot() instanceof Slot.Blocked) {
            applyReport(entry, now);
        }
    }

    /// Whether the report can be true. A proved one is.
    boolean isPlausible(SlotReport report) {
        return report instanceof SlotReport.Held || epochs.isPlausible(report.epoch());
    }

    private void merge(InstanceEntry entry, SlotReport report, Instant now) {
        if (!isPlausible(report)) {
            return;
        }
        epochs.seen(report.epoch());
        if (report.isNewsAfter(entry.report())) {
            entry.report(report);
            transition(entry, entry.slot().after(report, entry.instance(), now), now);
        }
    }

    /// Applies the result of a bind.
    void bound(InstanceEntry entry, Grant grant, Reply reply, Instant now) {
        switch (reply) {
            case Reply.Answered(var report) -> {
                merge(entry, report, now);
                if (entry.slot() instanceof Slot.Held(var held) && held.equals(grant)) {
                    entry.bindSucceeded();
                } else if (entry.report() instanceof SlotReport.Free free
                        && grant.epoch().isAfter(free.epoch())) {
                    failed(entry, grant, now);
                }
                settle(entry, grant, now);
            }
            case Reply.WrongInstance() -> index.remove(entry, LossReason.REPLACED, now);
            case Reply.Gone() -> index.remove(entry, LossReason.UNREACHABLE, now);
            case Reply.NotDone() -> {
                failed(entry, grant, now);
                settle(entry, grant, now);
            }
            // The instance is not at fault.
            case Reply.NotClaimed() -> settle(entry, grant, now);
            case Reply.Unknown() -> {
                failed(entry, grant, now);
                markInDoubt(entry, grant, now);
            }
        }
    }

    private static void failed(InstanceEntry entry, Grant grant, Instant now) {
        if (isReserved(entry, grant)) {
            entry.bindFailed(now);
        }
    }

    /// Handles a bind with an unknown result: the instance is told to forget the grant. But a
    /// session that had called the instance directly before is there, bound or not, and goes on.
    /// Then the instance is told once the slot is free ([InstanceEntry#markInDoubt]).
    void markInDoubt(InstanceEntry entry, Grant grant, Instant now) {
        if (!isReserved(entry, grant)) {
            return;
        }
        boolean wasThere =
                entry.report() instanceof SlotReport.Taken taken
                        && taken.session().equals(grant.session());
        if (wasThere) {
            entry.markInDoubt(grant);
            applyReport(entry, now);
        } else {
            end(entry, grant, EndReason.BIND_UNKNOWN, now);
        }
    }

    /// Sets the slot by the newest report if the grant was not confirmed. Also if no call will bind
    /// the grant and no bind was sent.
    void settle(InstanceEntry entry, Grant grant, Instant now) {
        if (isReserved(entry, grant)) {
            applyReport(entry, now);
        }
    }

    private static boolean isReserved(InstanceEntry entry, Grant grant) {
        return entry.slot() instanceof Slot.Reserved(var reserved) && reserved.equals(grant);
    }

    /// Starts the end of the session.
    void end(InstanceEntry entry, Hold hold, EndReason reason, Instant now) {
        var before = entry.slot().ending();
        if (before == null || before.yieldsTo(reason)) {
            index.transition(entry, new Slot.Ending(hold, reason, now), reason, now);
        }
    }

    /// Ends the session if no call has used it: a client that vanishes leaves nothing behind.
    void endIfUnused(InstanceEntry entry, Grant grant, Instant now) {
        if (grant.equals(entry.slot().hold()) && grant.calls().closeIfUnused()) {
            end(entry, grant, EndReason.NEVER_USED, now);
        }
    }

    /// Applies the result of an end.
    void ended(InstanceEntry entry, Hold hold, Reply reply, Instant now) {
        switch (reply) {
            case Reply.Answered(var report) -> {
                merge(entry, report, now);
                var ending = entry.slot().ending();
                boolean over =
                        ending != null
                                && ending.hold().equals(hold)
                                && !ending.isHeldBy(entry.report());
                if (over) {
                    applyReport(entry, now);
                }
            }
            case Reply.WrongInstance() -> index.remove(entry, LossReason.REPLACED, now);
            case Reply.Gone() -> index.remove(entry, LossReason.UNREACHABLE, now);
            // Not ended: the end is sent again.
            case Reply.NotDone(), Reply.NotClaimed(), Reply.Unknown() -> {}
        }
    }

    /// The trailers of a call say that it ended the session. They bear no revision, so from here on
    /// the epoch identifies late reports.
    void endedByCall(InstanceEntry entry, Grant grant, AfterEnd after, Instant now) {
        slotLeft(entry, grant, after, EndReason.SHUTDOWN, now);
    }

    /// The trailers of a refused call say that the session does not hold the slot. Either it was
    /// the session's first call and would have ended it, or another call has ended the session
    /// before.
    void refusedByInstance(InstanceEntry entry, Grant grant, AfterEnd after, Instant now) {
        var reason = grant.calls().isFirst() ? EndReason.NEVER_USED : EndReason.SHUTDOWN;
        slotLeft(entry, grant, after, reason, now);
    }

    private void slotLeft(
            InstanceEntry entry, Grant grant, AfterEnd after, EndReason reason, Instant now) {
        if (grant.equals(entry.slot().hold())) {
            long revision = entry.report().revision();
            entry.report(
                    switch (after) {
                        case FREE -> new SlotReport.Free(grant.epoch(), revision);
                        case CLOSED -> new SlotReport.Closed(grant.epoch(), revision);
                    });
            var next = Slot.of(entry.report(), entry.instance(), now);
            index.transition(entry, unlessKeptBack(entry, next, now), reason, now);
        }
    }

    /// Sets the slot by the instance's newest report.
    private void applyReport(InstanceEntry entry, Instant now) {
        transition(entry, Slot.of(entry.report(), entry.instance(), now), now);
    }

    private void transition(InstanceEntry entry, Slot next, Instant now) {
        var slot =
                switch (next) {
                    case Slot.Held(var grant) -> againstRival(entry, next, grant, now);
                    case Slot.Taken(var direct) -> againstRival(entry, next, direct, now);
                    case Slot.Free _ -> unlessKeptBack(entry, next, now);
                    case Slot.Blocked _, Slot.Reserved _, Slot.Ending _, Slot.Stale _ -> next;
                };
        index.transition(entry, slot, entry.report().reasonFor(entry.slot().hold()), now);
    }

    /// Keeps a free instance out of service in two cases. A bind without an answer may still reach
    /// it: then ending that grant raises the instance's epoch, so the late bind is refused. Or its
    /// last binds failed: then it is suspended.
    private static Slot unlessKeptBack(InstanceEntry entry, Slot next, Instant now) {
        if (!(next instanceof Slot.Free)) {
            return next;
        }
        var doubt = entry.inDoubt();
        if (doubt != null && doubt.epoch().isAfter(entry.report().epoch())) {
            return new Slot.Ending(doubt, EndReason.BIND_UNKNOWN, now);
        }
        return entry.isSuspended(now) ? new Slot.Blocked(Quarantine.BIND_FAILED) : next;
    }

    /// Decides between two instances that have, or had, one session: one keeps it, the other is to
    /// end it.
    private Slot againstRival(InstanceEntry entry, Slot next, Hold hold, Instant now) {
        var whyOver = index.tombstones().whyOver(hold);
        if (whyOver != null) {
            return new Slot.Ending(hold, whyOver, now);
        }
        var rival = index.holder(hold.session());
        if (rival == null || rival.equals(entry)) {
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

    /// Whether the rival keeps the session against the challenger. The higher epoch does. A bind
    /// that is under way, in doubt or useless yields to a grant that an instance reports, but not
    /// to a direct call: that would need a new grant while the bind can still succeed. An end does
    /// not yield while calls of the session run there: until they finish, the session is on that
    /// instance.
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
        return hold instanceof Grant grant && grant.calls().inProgress() > 0;
    }
}
