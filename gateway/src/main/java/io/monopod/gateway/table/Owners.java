package io.monopod.gateway.table;

import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/// The owners of the sessions that have an instance, where a grant names one, and the number of
/// sessions of each user. Guarded by the table's lock.
final class Owners {
    private final Map<SessionId, UserName> owners = new HashMap<>();
    private final Map<UserName, Integer> sessions = new HashMap<>();

    /// The session has an instance.
    ///
    /// @param owner null if the client called the instance directly
    void has(SessionId session, @Nullable UserName owner) {
        hasNot(session);
        if (owner != null) {
            owners.put(session, owner);
            sessions.merge(owner, 1, Integer::sum);
        }
    }

    /// The session has no instance any more. Idempotent.
    void hasNot(SessionId session) {
        var owner = owners.remove(session);
        if (owner != null) {
            sessions.computeIfPresent(owner, (_, count) -> count == 1 ? null : count - 1);
        }
    }

    int sessions(UserName user) {
        return sessions.getOrDefault(user, 0);
    }
}
