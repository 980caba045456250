package io.monopod.scenarios.fake;

import java.util.ArrayList;
import java.util.List;

/// Sessions that wait for an instance, in order of arrival. Its lock guards `sessions`.
final class FakeLine {
    private final List<String> sessions = new ArrayList<>();

    synchronized int size() {
        return sessions.size();
    }

    /// Whether a session may take a free instance because no other has waited longer.
    synchronized boolean isNext(String session) {
        return sessions.isEmpty() || sessions.getFirst().equals(session);
    }

    /// @return its position, counted from 1
    synchronized int join(String session) {
        if (!sessions.contains(session)) {
            sessions.add(session);
        }
        return sessions.indexOf(session) + 1;
    }

    synchronized void leave(String session) {
        sessions.remove(session);
    }
}
