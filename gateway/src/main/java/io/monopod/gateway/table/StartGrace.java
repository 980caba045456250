package io.monopod.gateway.table;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/// The time after a start in which surviving instances report what they hold, and no new session is
/// placed. It lasts [Rules#startGrace] from the start, and again from the first report, because
/// instances may not have been able to report before. Guarded by the table's lock.
final class StartGrace {
    private final Rules rules;

    /// How many instances registered at an earlier leader, which will all report; 0 if unknown.
    private int expected;

    /// Whether all of them have.
    private boolean complete;

    /// Time in which the gateway did not run and received no reports.
    private Duration missed = Duration.ZERO;

    /// When the first instance reported, by a clock that stops with the gateway.
    private @Nullable Instant firstHeard;

    StartGrace(Rules rules) {
        this.rules = rules;
    }

    /// It is over when so many instances have reported.
    ///
    /// @param instances above zero
    /// @param registered how many have so far
    void expect(int instances, int registered) {
        expected = instances;
        complete = registered >= instances;
    }

    /// An instance has reported.
    ///
    /// @param registered how many have so far
    void heard(int registered, Instant now) {
        complete |= expected > 0 && registered >= expected;
        if (firstHeard == null) {
            firstHeard = now.minus(missed);
        }
    }

    void clockJumped(Duration time, Instant now) {
        missed = missed.plus(time);
        // A report may have come after the jump and before the jump was detected.
        if (firstHeard != null && firstHeard.isAfter(now.minus(missed))) {
            firstHeard = now.minus(missed);
        }
    }

    boolean isOver(Instant now) {
        var limit = now.minus(missed).minus(rules.startGrace());
        boolean passed =
                !limit.isBefore(rules.start())
                        && (firstHeard == null || !limit.isBefore(firstHeard));
        return passed || complete;
    }
}
