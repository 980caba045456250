/// What the gateway counts and measures, and how Prometheus reads it.
///
/// [ObservedCalls] stands before the path of a call and tells [CallMeters] of it, [SessionMeters]
/// hears what happens to sessions, and [Metrics] writes these, the tables and the data path's
/// octets out when it is asked.
@NullMarked
package io.monopod.gateway.telemetry;

import org.jspecify.annotations.NullMarked;
