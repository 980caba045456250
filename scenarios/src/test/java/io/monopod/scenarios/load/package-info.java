@NullMarked
package io.monopod.scenarios.load;

import org.jspecify.annotations.NullMarked;
