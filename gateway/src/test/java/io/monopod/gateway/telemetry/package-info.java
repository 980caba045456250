/// Tests of metrics.
@NullMarked
package io.monopod.gateway.telemetry;

import org.jspecify.annotations.NullMarked;
