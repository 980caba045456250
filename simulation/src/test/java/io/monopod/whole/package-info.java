/// Tests with a whole gateway and a registered real instance in one process.
@NullMarked
package io.monopod.whole;

import org.jspecify.annotations.NullMarked;
