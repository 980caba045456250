package io.monopod.gateway.table;

import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.Assignment;
import io.monopod.gateway.assign.Refusal;
import io.monopod.gateway.assign.Reply;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/// The steps by which one call gets its session's instance. [#decision] says what to do next; the
/// caller does the I/O and the waiting, and reports the result. Not thread-safe.
///
/// ```
///   Reserved  -- bind the instance --------------> answered --+
///   Unsettled -- wait for its bind or its end ---> retry -----+
///   Waiting   -- wait for its turn or timeout ---> retry -----+--> any of these, or Final
/// ```
///
/// It ends with an [Assignment.Final], or at any earlier step with [#cancelled]. Either way the
/// call has then left the waiting room.
public final class Acquisition {
    private final SessionTable table;
    private final SessionId session;
    private final UserName user;
    private final Instant until;

    /// Instances that this call has tried to bind.
    private final Set<InstanceId> asked = new HashSet<>();

    /// Instances that this call must not try again: a bind failed there, for this call or for
    /// another that it waited for, or two binds there did not take the session. Without this a call
    /// could go round for ever, because the first instance is eligible again by the time the last
    /// has failed.
    private final Set<InstanceId> tried = new HashSet<>();

    private Assignment decision;
    private boolean hasPlace;

    /// For a call that does not wait for an instance.
    ///
    /// @param decision the result of [SessionTable#claim] for the session
    public Acquisition(
            SessionTable table, SessionId session, UserName user, Assignment.Pending decision) {
        this(table, session, user, Instant.MIN, decision);
    }

    /// @param until when the call stops waiting for an instance
    /// @param decision the result of [SessionTable#enter] for the session
    public Acquisition(
            SessionTable table,
            SessionId session,
            UserName user,
            Instant until,
            Assignment.Pending decision) {
        this.table = table;
        this.session = session;
        this.user = user;
        this.until = until;
        this.decision = decision;
        this.hasPlace = decision instanceof Assignment.Waiting;
    }

    /// When the call stops waiting for its turn.
    public Instant until() {
        return until;
    }

    /// What to do now.
    public Assignment decision() {
        return decision;
    }

    /// The bind of the reserved grant has a result. A call that waits in line goes on waiting if
    /// the store did not take its grant.
    public void answered(Reply reply, Instant now) {
        if (decision instanceof Assignment.Reserved(var grant)) {
            table.settle(grant, reply, now);
            var instance = grant.instance().id();
            boolean claimed = !(reply instanceof Reply.NotClaimed);
            if (!claimed && !hasPlace) {
                decision = new Refusal.StoreUnavailable();
                return;
            }
            if (claimed && (!asked.add(instance) || table.isSuspended(instance, now))) {
                tried.add(instance);
            }
        }
        again(now);
    }

    /// The wait is over: the session's state may have changed.
    public void retry(Instant now) {
        if (decision instanceof Assignment.Unsettled(var instance, _)
                && table.isSuspended(instance, now)) {
            tried.add(instance);
        }
        again(now);
    }

    private void again(Instant now) {
        decision = ask(now);
        if (decision instanceof Assignment.Waiting) {
            hasPlace = true;
        } else if (decision instanceof Assignment.Final) {
            leave(now);
        }
    }

    private Assignment ask(Instant now) {
        boolean waits = now.isBefore(until);
        if (hasPlace) {
            return waits ? table.poll(session, user, now) : table.timeOut(session, user, now);
        }
        return waits
                ? table.enter(session, user, tried, now)
                : table.claim(session, user, tried, now);
    }

    /// The call was cancelled. Its reservation is given up. The instance may already have the bind
    /// request, so it is told to forget the grant.
    public void cancelled(Instant now) {
        if (decision instanceof Assignment.Reserved(var grant)) {
            table.cancel(grant, now);
        }
        leave(now);
    }

    private void leave(Instant now) {
        if (hasPlace) {
            hasPlace = false;
            table.leave(session, now);
        }
    }
}
