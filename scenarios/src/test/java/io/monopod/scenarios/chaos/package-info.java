@NullMarked
package io.monopod.scenarios.chaos;

import org.jspecify.annotations.NullMarked;
