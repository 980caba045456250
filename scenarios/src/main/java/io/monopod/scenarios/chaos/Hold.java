package io.monopod.scenarios.chaos;

import java.time.Instant;

/// A session on an instance, as the instance's log has it: from the line `bound` to the line
/// `ended`. The one is written after the slot was taken and the other before it is given back, so
/// that it truly was there for at least so long.
///
/// @param epoch of the grant that it was bound under
/// @param to [#OPEN] if the log does not say
record Hold(String session, String pod, long epoch, Instant from, Instant to) {
    static final Instant OPEN = Instant.MAX;

    boolean isOpen() {
        return to.equals(OPEN);
    }

    Hold endedAt(Instant end) {
        return new Hold(session, pod, epoch, from, end);
    }

    /// Whether some of it lies between the two.
    boolean touches(Instant earliest, Instant latest) {
        return !from.isAfter(latest) && !to.isBefore(earliest);
    }

    @Override
    public String toString() {
        String end = isOpen() ? "" : to.toString();
        return "%s on %s (epoch %d) %s to %s".formatted(session, pod, epoch, from, end);
    }
}
