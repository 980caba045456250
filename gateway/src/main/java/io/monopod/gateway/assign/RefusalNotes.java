package io.monopod.gateway.assign;

import java.time.Instant;

/// Which refusals are worth an event: the first hundred of each second. A flood of them would push
/// everything else out of what keeps the latest events, and cost more than the refusals themselves.
/// (Where calls are counted, all are.) Guarded by the table's lock.
final class RefusalNotes {
    private static final int MOST = 100;

    private long second;
    private int noted;

    /// @return whether a refusal of now is to be noted
    boolean take(Instant now) {
        if (now.getEpochSecond() != second) {
            second = now.getEpochSecond();
            noted = 0;
        }
        return noted++ < MOST;
    }
}
