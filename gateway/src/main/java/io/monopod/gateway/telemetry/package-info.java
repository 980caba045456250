/// The gateway's metrics and their export to Prometheus.
///
/// [ObservedCalls] wraps the call path and reports to [CallMeters]. [SessionMeters] receives
/// session events. [Metrics] writes both, the state of the tables and the data path's byte counts
/// at each read. Counters on the call path are plain adders; all others are of the Prometheus
/// library.
@NullMarked
package io.monopod.gateway.telemetry;

import org.jspecify.annotations.NullMarked;
