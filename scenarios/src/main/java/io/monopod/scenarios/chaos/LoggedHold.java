package io.monopod.scenarios.chaos;

import java.time.Instant;

/// A session on an instance according to the instance's log: from the line `bound` to the line
/// `ended`. The first is written after the slot is taken and the second before it is given back, so
/// the session was there for at least this time.
///
/// @param epoch of its grant
/// @param to [#OPEN] if the log has no end
/// @param reason of the end; empty if the log has none
record LoggedHold(String session, String pod, long epoch, Instant from, Instant to, String reason) {
    static final Instant OPEN = Instant.MAX;

    static LoggedHold open(String session, String pod, long epoch, Instant from) {
        return new LoggedHold(session, pod, epoch, from, OPEN, "");
    }

    boolean isOpen() {
        return to.equals(OPEN);
    }

    LoggedHold ended(Instant end, String why) {
        return new LoggedHold(session, pod, epoch, from, end, why);
    }

    /// Whether it overlaps the time from `earliest` to `latest`.
    boolean touches(Instant earliest, Instant latest) {
        return !from.isAfter(latest) && !to.isBefore(earliest);
    }

    /// Whether the time from `earliest` to `latest` lies within it.
    boolean contains(Instant earliest, Instant latest) {
        return !from.isAfter(earliest) && !to.isBefore(latest);
    }

    @Override
    public String toString() {
        String end = isOpen() ? "" : to + " " + reason;
        return "%s on %s (epoch %d) %s to %s".formatted(session, pod, epoch, from, end).strip();
    }
}
