package io.monopod.gateway.assign;

import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;

import java.util.LinkedHashMap;

/// The sessions that lost their instance and have not come back since, the latest of them. Guarded
/// by the table's lock.
final class Losses {
    /// Most never come back.
    private static final int KEPT = 10_000;

    private final LinkedHashMap<SessionId, Loss> sessions = new LinkedHashMap<>();

    /// @param epoch of the hold that was lost
    private record Loss(Epoch epoch, boolean told) {}

    void add(Hold lost) {
        sessions.put(lost.session(), new Loss(lost.epoch(), false));
        if (sessions.size() > KEPT) {
            sessions.pollFirstEntry();
        }
    }

    /// @return whether the session lost its instance, and nobody asked before
    boolean tell(SessionId session) {
        var loss = sessions.get(session);
        if (loss == null || loss.told()) {
            return false;
        }
        sessions.put(session, new Loss(loss.epoch(), true));
        return true;
    }

    /// Whether the session has been elsewhere since: what an instance still has of it is old.
    boolean outdate(Hold reported) {
        var loss = sessions.get(reported.session());
        return loss != null
                && !reported.epoch().equals(Epoch.NONE)
                && loss.epoch().isAfter(reported.epoch());
    }

    void remove(SessionId session) {
        sessions.remove(session);
    }
}
