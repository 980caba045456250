package io.monopod.gateway.assign;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/// The time after a start in which instances that are still there report what they hold, and no new
/// session is placed: [Rules#startGrace] from the start, and again from the first report, as until
/// then none may have been able to. Guarded by the table's lock.
final class Grace {
    private final Rules rules;

    /// In which the gateway did not run, and heard nobody.
    private Duration missed = Duration.ZERO;

    /// When the first instance reported, by a clock that stands still with the gateway.
    private @Nullable Instant firstHeard;

    Grace(Rules rules) {
        this.rules = rules;
    }

    /// An instance has reported.
    void heard(Instant now) {
        if (firstHeard == null) {
            firstHeard = now.minus(missed);
        }
    }

    void stoodStill(Duration time, Instant now) {
        missed = missed.plus(time);
        // What was heard since it goes on, and before this was known.
        if (firstHeard != null && firstHeard.isAfter(now.minus(missed))) {
            firstHeard = now.minus(missed);
        }
    }

    boolean isOver(Instant now) {
        var limit = now.minus(missed).minus(rules.startGrace());
        return !limit.isBefore(rules.start())
                && (firstHeard == null || !limit.isBefore(firstHeard));
    }
}
