package io.monopod.scenarios.chaos;

import java.time.Instant;
import java.util.Collections;
import java.util.List;

/// Two holds that were there at the same time.
///
/// @param earlier the one that began first
record Overlap(Hold earlier, Hold later) {
    Instant from() {
        return later.from();
    }

    Instant to() {
        return Collections.min(List.of(earlier.to(), later.to()));
    }

    List<String> pods() {
        return List.of(earlier.pod(), later.pod());
    }

    /// Whether an answer to the session was certainly given while both were there.
    boolean contains(Sighting seen) {
        return seen.session().equals(later.session())
                && !seen.from().isBefore(from())
                && !seen.to().isAfter(to());
    }

    @Override
    public String toString() {
        return earlier + ", and " + later;
    }
}
