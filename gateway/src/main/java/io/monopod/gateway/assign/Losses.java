package io.monopod.gateway.assign;

import io.monopod.contract.SessionId;

import java.util.LinkedHashSet;

/// The sessions that lost their instance and have not come back since, the latest of them. Guarded
/// by the table's lock.
final class Losses {
    /// Most never come back.
    private static final int KEPT = 10_000;

    private final LinkedHashSet<SessionId> sessions = new LinkedHashSet<>();

    void add(SessionId session) {
        sessions.add(session);
        if (sessions.size() > KEPT) {
            sessions.removeFirst();
        }
    }

    /// @return whether it was there
    boolean remove(SessionId session) {
        return sessions.remove(session);
    }
}
