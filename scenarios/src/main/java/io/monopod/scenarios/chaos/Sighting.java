package io.monopod.scenarios.chaos;

import java.time.Instant;

/// A client saw an answer of a pod to its session.
///
/// @param from the pod did not log it before that: it was asked then, or the stream's message
///   before this one came
/// @param to it had answered by then
record Sighting(String session, String pod, Instant from, Instant to) {
    Sighting {
        from = SlotLog.logged(from);
    }
}
