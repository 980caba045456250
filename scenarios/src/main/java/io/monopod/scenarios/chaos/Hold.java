package io.monopod.scenarios.chaos;

import java.time.Instant;

/// A session on an instance, as the instance's log has it: from the line `bound` to the line
/// `ended`. The one is written after the slot was taken and the other before it is given back, so
/// that it truly was there for at least so long.
///
/// @param epoch of the grant that it was bound under
/// @param to [#OPEN] if the log does not say
/// @param reason of the end; empty if the log does not say
record Hold(String session, String pod, long epoch, Instant from, Instant to, String reason) {
    static final Instant OPEN = Instant.MAX;

    static Hold open(String session, String pod, long epoch, Instant from) {
        return new Hold(session, pod, epoch, from, OPEN, "");
    }

    boolean isOpen() {
        return to.equals(OPEN);
    }

    Hold ended(Instant end, String why) {
        return new Hold(session, pod, epoch, from, end, why);
    }

    /// Whether some of it lies between the two.
    boolean touches(Instant earliest, Instant latest) {
        return !from.isAfter(latest) && !to.isBefore(earliest);
    }

    /// Whether all that lies between the two was in it.
    boolean contains(Instant earliest, Instant latest) {
        return !from.isAfter(earliest) && !to.isBefore(latest);
    }

    @Override
    public String toString() {
        String end = isOpen() ? "" : to + " " + reason;
        return "%s on %s (epoch %d) %s to %s".formatted(session, pod, epoch, from, end).strip();
    }
}
