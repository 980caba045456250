/// What is seen now, as plain values: the events of a run, of the gateway and of the local system
/// are folded here into one model, and ten times a second at most an immutable [Frame] of it is
/// taken for the screen. Knows neither JavaFX nor gRPC, so that all of it is tested without either.
@NullMarked
package io.monopod.console.live;

import org.jspecify.annotations.NullMarked;
