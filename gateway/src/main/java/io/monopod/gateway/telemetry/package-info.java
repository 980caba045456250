/// What the gateway counts and measures, and how Prometheus reads it.
///
/// [ObservedCalls] stands before the path of a call and tells [CallMeters] of it, [SessionMeters]
/// hears what happens to sessions, and [Metrics] writes these, the tables and the data path's
/// octets out when it is asked. What is on the path of a call counts in adders of our own; the rest
/// is Prometheus' library.
@NullMarked
package io.monopod.gateway.telemetry;

import org.jspecify.annotations.NullMarked;
