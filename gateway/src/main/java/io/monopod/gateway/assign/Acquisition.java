package io.monopod.gateway.assign;

import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

import java.time.Instant;

/// One call's way to its session's instance, as steps: it says what is to be done next, and is told
/// what came of that. Whoever drives it does the I/O and the waiting. Not thread-safe.
///
/// ```
///   Reserved  -- the instance is asked to bind --> answered --+
///   Unsettled -- the instance is waited for -----> retry -----+
///   Waiting   -- its turn, or the time, is up ---> retry -----+--> any of these, or Final
/// ```
///
/// It ends with a [Decision.Final], or at any step before with [#cancelled]; either way it has left
/// the waiting room then.
public final class Acquisition {
    private final SessionTable table;
    private final SessionId session;
    private final UserName user;
    private final Instant until;
    private Decision decision;
    private boolean hasPlace;

    /// Of a call that will not wait for an instance.
    ///
    /// @param decision what the session's [SessionTable#claim] came to
    public Acquisition(
            SessionTable table, SessionId session, UserName user, Decision.Pending decision) {
        this(table, session, user, Instant.MIN, decision);
    }

    /// @param until how long the call will wait for an instance
    /// @param decision what the session's [SessionTable#enter] came to
    public Acquisition(
            SessionTable table,
            SessionId session,
            UserName user,
            Instant until,
            Decision.Pending decision) {
        this.table = table;
        this.session = session;
        this.user = user;
        this.until = until;
        this.decision = decision;
        this.hasPlace = decision instanceof Decision.Waiting;
    }

    /// How long the call will wait for its turn.
    public Instant until() {
        return until;
    }

    /// What is to be done now.
    public Decision decision() {
        return decision;
    }

    /// The instance of the reserved grant was asked to bind it.
    public void answered(Reply reply, Instant now) {
        if (decision instanceof Decision.Reserved(var grant)) {
            table.settle(grant, reply, now);
        }
        retry(now);
    }

    /// What was waited for may have come.
    public void retry(Instant now) {
        decision = ask(now);
        if (decision instanceof Decision.Waiting) {
            hasPlace = true;
        } else if (decision instanceof Decision.Final) {
            leave(now);
        }
    }

    private Decision ask(Instant now) {
        boolean waits = now.isBefore(until);
        if (hasPlace) {
            return waits ? table.turn(session, user, now) : table.lastTurn(session, user, now);
        }
        return waits ? table.enter(session, user, now) : table.claim(session, user, now);
    }

    /// The call has gone away before the end. Nothing stays reserved for it: its instance may have
    /// been asked, so it is told to forget.
    public void cancelled(Instant now) {
        if (decision instanceof Decision.Reserved(var grant)) {
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
