/// Any number of independent free clients, to put a system under load.
@NullMarked
package io.monopod.scenarios.load;

import org.jspecify.annotations.NullMarked;
