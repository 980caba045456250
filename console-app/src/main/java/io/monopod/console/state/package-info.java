/// The current state. Events of a run, of the gateway and of the local system update one
/// [LiveModel], which hands out snapshots for the screen. Knows neither JavaFX nor gRPC, so it is
/// tested without either.
@NullMarked
package io.monopod.console.state;

import org.jspecify.annotations.NullMarked;
