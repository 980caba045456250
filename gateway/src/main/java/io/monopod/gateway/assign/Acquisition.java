package io.monopod.gateway.assign;

import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

import java.time.Instant;

/// One call's way to its session's instance, as steps: it says what is to be done next, and is told
/// what came of that. Whoever drives it does the I/O and the waiting. Not thread-safe.
///
/// ```
///   Reserved  -- the instance is asked to bind --> answered --+
///   Unsettled -- the instance is waited for -----> retry -----+--> Reserved | Unsettled | Final
/// ```
///
/// It ends with a [Decision.Final], or at any step before with [#cancelled].
public final class Acquisition {
    private final SessionTable table;
    private final SessionId session;
    private final UserName user;
    private Decision decision;

    /// @param decision what the session's [SessionTable#claim] came to
    public Acquisition(
            SessionTable table, SessionId session, UserName user, Decision.Pending decision) {
        this.table = table;
        this.session = session;
        this.user = user;
        this.decision = decision;
    }

    /// What is to be done now.
    public Decision decision() {
        return decision;
    }

    /// The instance of the reserved grant was asked to bind it.
    public void answered(Reply reply, Instant now) {
        settle(reply, now);
        retry(now);
    }

    /// What was waited for may have come.
    public void retry(Instant now) {
        decision = table.claim(session, user, now);
    }

    /// The call has gone away before the end. Nothing stays reserved for it: its instance may have
    /// been asked, so it is told to forget.
    public void cancelled(Instant now) {
        settle(new Reply.Unknown(), now);
    }

    private void settle(Reply reply, Instant now) {
        if (decision instanceof Decision.Reserved(var grant)) {
            table.settle(grant, reply, now);
        }
    }
}
