/// Plays scenarios: what a scenario is, the stage that it plays on, and the run that tells its
/// listener all that happens.
@NullMarked
package io.monopod.scenarios.engine;

import org.jspecify.annotations.NullMarked;
