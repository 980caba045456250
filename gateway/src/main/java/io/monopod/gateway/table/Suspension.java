package io.monopod.gateway.table;

import io.monopod.gateway.retry.Backoff;

import java.time.Duration;
import java.time.Instant;

/// How long an instance whose binds fail gets no other bind: twice as long after each failure, up
/// to a limit. A successful bind ends it.
///
/// @param failures consecutive failed binds
/// @param until when it may get a bind again
record Suspension(int failures, Instant until) {
    static final Suspension NONE = new Suspension(0, Instant.MIN);

    private static final Backoff BACKOFF =
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

    /// The suspension after one more failure.
    ///
    /// @param seed the instance's own, for the jitter
    Suspension afterFailure(Instant now, long seed) {
        int more = failures == Integer.MAX_VALUE ? failures : failures + 1;
        double spread = (Rendezvous.score(seed, more) >>> 11) * 0x1p-53;
        return new Suspension(more, now.plus(BACKOFF.after(more, spread)));
    }

    boolean isOver(Instant now) {
        return !now.isBefore(until);
    }
}
