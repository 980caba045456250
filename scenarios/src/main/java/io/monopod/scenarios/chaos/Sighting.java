package io.monopod.scenarios.chaos;

import java.time.Instant;

/// A client saw an answer of a pod to its session.
///
/// @param from the pod was not asked before that
/// @param to it had answered by then
record Sighting(String session, String pod, Instant from, Instant to) {}
