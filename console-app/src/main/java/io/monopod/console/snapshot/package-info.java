/// What the screens show: a [Frame] and its parts. All immutable, taken from the state at most ten
/// times a second. Knows neither JavaFX nor gRPC.
@NullMarked
package io.monopod.console.snapshot;

import org.jspecify.annotations.NullMarked;
