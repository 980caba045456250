/// Tests of spans.
@NullMarked
package io.monopod.gateway.tracing;

import org.jspecify.annotations.NullMarked;
