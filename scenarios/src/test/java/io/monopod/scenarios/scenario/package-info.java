@NullMarked
package io.monopod.scenarios.scenario;

import org.jspecify.annotations.NullMarked;
