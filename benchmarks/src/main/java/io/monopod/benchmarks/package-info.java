/// Measures the gateway against HAProxy, nginx, raw TCP forwarding and no proxy, all in front of
/// the same backend, in one run, in turn.
@NullMarked
package io.monopod.benchmarks;

import org.jspecify.annotations.NullMarked;
