/// Tests of what is counted.
@NullMarked
package io.monopod.gateway.telemetry;

import org.jspecify.annotations.NullMarked;
