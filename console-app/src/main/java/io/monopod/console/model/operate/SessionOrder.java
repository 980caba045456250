package io.monopod.console.model.operate;

import io.monopod.console.admin.SessionReport;

import java.time.Instant;
import java.util.Comparator;

/// The sort keys of the list of sessions.
public enum SessionOrder {
    SESSION(Comparator.comparing(SessionReport::session)),
    OWNER(Comparator.comparing(SessionReport::owner)),
    INSTANCE(Comparator.comparing(SessionReport::pod)),
    AGE(Comparator.comparing(SessionReport::since).reversed()),
    IDLE(Comparator.comparing(SessionOrder::lastUse).reversed()),
    CALLS(Comparator.comparingLong(SessionReport::calls)),
    OPEN(Comparator.comparingInt(SessionReport::open)),
    STATE(Comparator.comparing(SessionReport::state));

    /// Made of the JDK's comparators, which hold no state.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Comparator<SessionReport> comparator;

    SessionOrder(Comparator<SessionReport> comparator) {
        this.comparator = comparator;
    }

    private static Instant lastUse(SessionReport session) {
        Instant use = session.lastUse();
        return use == null ? session.since() : use;
    }

    Comparator<SessionReport> comparator() {
        return comparator;
    }
}
