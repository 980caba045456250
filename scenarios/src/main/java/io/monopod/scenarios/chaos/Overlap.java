package io.monopod.scenarios.chaos;

import java.time.Instant;
import java.util.Collections;
import java.util.List;

/// Two holds at the same time.
///
/// @param earlier the one that began first
record Overlap(LoggedHold earlier, LoggedHold later) {
    Instant from() {
        return later.from();
    }

    Instant to() {
        return Collections.min(List.of(earlier.to(), later.to()));
    }

    List<String> pods() {
        return List.of(earlier.pod(), later.pod());
    }

    /// Whether an answer was certainly given while both existed.
    boolean contains(Observation seen) {
        return seen.session().equals(later.session())
                && !seen.from().isBefore(from())
                && !seen.to().isAfter(to());
    }

    @Override
    public String toString() {
        return earlier + ", and " + later;
    }
}
