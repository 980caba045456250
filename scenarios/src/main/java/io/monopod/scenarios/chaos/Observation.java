package io.monopod.scenarios.chaos;

import java.time.Instant;

/// A client saw a pod answer its session.
///
/// @param from the earliest time at which the pod can have answered: the call's start, or the
///   arrival of the stream's previous message
/// @param to when the answer had arrived
record Observation(String session, String pod, Instant from, Instant to) {
    Observation {
        from = SlotLog.logged(from);
    }
}
