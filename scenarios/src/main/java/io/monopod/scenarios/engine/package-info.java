/// Plays scenarios: the scenario interface, its stage, and the run that reports every event to its
/// listener.
@NullMarked
package io.monopod.scenarios.engine;

import org.jspecify.annotations.NullMarked;
