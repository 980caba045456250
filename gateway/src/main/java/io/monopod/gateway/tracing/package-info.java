/// A span for each call, for distributed tracing (W3C Trace Context, OpenTelemetry). Without a
/// configured collector, none of these classes is loaded.
@NullMarked
package io.monopod.gateway.tracing;

import org.jspecify.annotations.NullMarked;
