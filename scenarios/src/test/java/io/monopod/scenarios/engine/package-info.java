@NullMarked
package io.monopod.scenarios.engine;

import org.jspecify.annotations.NullMarked;
