package io.monopod.gateway.table;

import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.Assignment;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.GrantCalls;
import io.monopod.gateway.assign.Hold;
import io.monopod.gateway.assign.Refusal;
import io.monopod.gateway.queue.WaitingRoom;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/// Decides which instance a session gets. Guarded by the table's lock.
final class Assigner {
    private final Rules rules;
    private final StartGrace grace;
    private final InstanceIndex index;
    private final Epochs epochs;
    private final WaitingRoom room;

    Assigner(Rules rules, StartGrace grace, InstanceIndex index, Epochs epochs, WaitingRoom room) {
        this.rules = rules;
        this.grace = grace;
        this.index = index;
        this.epochs = epochs;
        this.room = room;
    }

    /// Gives free instances to the wait queue, first come, first served. Runs after every change
    /// and before every decision, so that no newcomer gets an instance while others wait.
    void serve(Instant now) {
        if (!grace.isOver(now)) {
            return;
        }
        for (var head = room.head(); head != null; head = room.head()) {
            var first = index.free().first(Rendezvous.hash(head.session().value()));
            if (first == null) {
                return;
            }
            room.grant(head, newGrant(first, head.session(), head.user(), now));
        }
    }

    /// @param tried instances that this call tried without success; they are not chosen
    Assignment decide(SessionId session, UserName user, Set<InstanceId> tried, Instant now) {
        var holder = index.holder(session);
        if (holder != null) {
            return decideKnown(holder, session, user, now);
        }
        if (!grace.isOver(now)) {
            return new Refusal.GatewayStarting();
        }
        var over = overQuota(session, user);
        if (over != null) {
            return over;
        }
        var first = candidates().first(Rendezvous.hash(session.value()), tried);
        if (first == null) {
            return tried.isEmpty()
                    ? refuse()
                    : new Refusal.BackendUnavailable(Refusal.BackendUnavailable.Cause.NONE_BOUND);
        }
        return decideNew(first, session, user, now);
    }

    /// Counts waiting sessions too, because each will get an instance. So a session from the queue
    /// never exceeds the quota, unless instances reported more sessions in the meantime.
    @Nullable Assignment overQuota(SessionId session, UserName user) {
        int holding = index.owners().sessions(user);
        int others = holding + room.inLine(user) - (room.isInLine(session, user) ? 1 : 0);
        return rules.quotas().allowsSessionBeside(others)
                ? null
                : new Refusal.UserQuota(rules.quotas().sessions(), others, expected(holding, 0));
    }

    private Assignment decideKnown(
            InstanceEntry holder, SessionId session, UserName user, Instant now) {
        return switch (holder.slot()) {
            case Slot.Held(var grant) -> use(grant, user, now);
            // The session stays where it is, and gets a grant.
            case Slot.Taken(var direct) -> {
                if (!direct.owner().equals(user)) {
                    yield new Refusal.NotOwner();
                }
                yield holder.isSuspended(now)
                        ? new Refusal.BackendUnavailable(
                                Refusal.BackendUnavailable.Cause.OWN_NOT_BOUND)
                        : reserve(holder, session, user, now);
            }
            case Slot.Reserved(var grant) ->
                    room.takeUp(grant) ? new Assignment.Reserved(grant) : unsettled(grant);
            case Slot.Ending(var hold, _, _) -> unsettled(hold);
            case Slot.Free _, Slot.Blocked _, Slot.Stale _ ->
                    throw new IllegalStateException("holds nothing");
        };
    }

    private static Assignment use(Grant grant, UserName user, Instant now) {
        if (!grant.owner().equals(user)) {
            return new Refusal.NotOwner();
        }
        return grant.calls().begin(now) ? new Assignment.Held(grant) : unsettled(grant);
    }

    private Candidates candidates() {
        return switch (rules.policy()) {
            case EXCLUSIVE -> index.free();
            case STRICT -> index.open();
        };
    }

    private Assignment decideNew(
            InstanceEntry first, SessionId session, UserName user, Instant now) {
        return switch (first.slot()) {
            case Slot.Free _ -> reserve(first, session, user, now);
            case Slot.Held _, Slot.Taken _ -> new Assignment.Conflict(first.instance());
            case Slot.Reserved(var grant) -> unsettled(grant);
            case Slot.Ending(var hold, _, _) -> unsettled(hold);
            case Slot.Blocked _, Slot.Stale _ -> throw new IllegalStateException("not in service");
        };
    }

    private Assignment reserve(InstanceEntry entry, SessionId session, UserName user, Instant now) {
        return new Assignment.Reserved(newGrant(entry, session, user, now));
    }

    private Grant newGrant(InstanceEntry entry, SessionId session, UserName user, Instant now) {
        var calls = new GrantCalls(now, entry.slot() instanceof Slot.Taken);
        var grant = new Grant(session, user, epochs.next(), entry.instance(), now, calls);
        index.transition(entry, new Slot.Reserved(grant), EndReason.AT_INSTANCE, now);
        return grant;
    }

    private static Assignment unsettled(Hold hold) {
        return new Assignment.Unsettled(hold.instance().id(), hold.epoch());
    }

    private Assignment refuse() {
        int total = index.entries().size();
        int busy = index.counters().busy();
        if (total == 0) {
            return new Refusal.BackendUnavailable(Refusal.BackendUnavailable.Cause.NONE_REGISTERED);
        }
        if (busy < total) {
            return new Refusal.NoAvailableInstances();
        }
        return new Refusal.AllInstancesBusy(total, busy, room.size(), expected(room.size()));
    }

    /// How long a session with `ahead` sessions before it waits for an instance.
    Duration expected(int ahead) {
        return expected(index.counters().busy(), ahead);
    }

    /// If sessions last `mean` and `busy` instances hold one each, one session ends every `mean /
    /// busy` (assuming independent ends). Sessions that already wait are served first.
    private Duration expected(int busy, int ahead) {
        // Not Duration's own arithmetic: it uses BigDecimal, which is slow in a flood of refusals.
        return Duration.ofMillis(index.meanHold().toMillis() * (ahead + 1L) / Math.max(1, busy));
    }
}
