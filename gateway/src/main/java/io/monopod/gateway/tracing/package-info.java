/// A span for each call, for whoever follows calls through a whole system (W3C Trace Context,
/// OpenTelemetry). Where no collector is configured, nothing of this is loaded.
@NullMarked
package io.monopod.gateway.tracing;

import org.jspecify.annotations.NullMarked;
