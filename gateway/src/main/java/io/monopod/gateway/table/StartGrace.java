package io.monopod.gateway.table;

import io.monopod.contract.InstanceId;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/// The time after a start in which surviving instances report what they hold, and no new session is
/// placed. It lasts [Rules#startGrace] from the start, and again from the first report, because
/// instances may not have been able to report before; or until all those have reported that are
/// known to be there. Guarded by the table's lock.
final class StartGrace {
    private final Rules rules;

    /// The instances of an earlier leader that have not reported yet; null if they are not known.
    private @Nullable Set<InstanceId> missing;

    /// Time in which the gateway did not run and received no reports.
    private Duration missed = Duration.ZERO;

    /// When the first instance reported, by a clock that stops with the gateway.
    private @Nullable Instant firstHeard;

    StartGrace(Rules rules) {
        this.rules = rules;
    }

    /// It is over when all of these instances have reported.
    void expect(Set<InstanceId> instances) {
        missing = new HashSet<>(instances);
    }

    /// An instance has reported.
    void heard(InstanceId instance, Instant now) {
        if (missing != null) {
            missing.remove(instance);
        }
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
        return passed || (missing != null && missing.isEmpty());
    }
}
