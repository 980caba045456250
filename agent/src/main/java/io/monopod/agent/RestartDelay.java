package io.monopod.agent;

import java.time.Duration;

/// How long a slot waits before it starts another process after one that died: not at all after the
/// first, and then twice as long each time, until one lives for a while.
final class RestartDelay {
    static final Duration FIRST = Duration.ofMillis(250);
    static final Duration LIMIT = Duration.ofSeconds(30);

    /// A process that was ready for this long did not die of its start.
    static final Duration LONG_ENOUGH = Duration.ofSeconds(10);

    private Duration next = Duration.ZERO;

    /// A process died by itself.
    ///
    /// @param ready how long it had been ready
    Duration afterDeath(Duration ready) {
        if (ready.compareTo(LONG_ENOUGH) >= 0) {
            next = Duration.ZERO;
        }
        var delay = next;
        next = delay.isZero() ? FIRST : delay.multipliedBy(2);
        next = next.compareTo(LIMIT) < 0 ? next : LIMIT;
        return delay;
    }

    /// A process served its session, or was ended by us.
    void afterService() {
        next = Duration.ZERO;
    }
}
