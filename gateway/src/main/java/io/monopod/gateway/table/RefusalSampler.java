package io.monopod.gateway.table;

import java.time.Instant;

/// Selects the refusals that become events: the first hundred of each second. A flood of them would
/// push all other events out of the kept history, and cost more than the refusals themselves.
/// Metrics count all refusals. Guarded by the table's lock.
final class RefusalSampler {
    private static final int MAX_PER_SECOND = 100;

    private long second;
    private int noted;

    /// @return whether a refusal at this time becomes an event
    boolean take(Instant now) {
        if (now.getEpochSecond() != second) {
            second = now.getEpochSecond();
            noted = 0;
        }
        return noted++ < MAX_PER_SECOND;
    }
}
