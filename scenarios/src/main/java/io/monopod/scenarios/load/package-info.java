/// Any number of free clients, each doing the same by itself: what a person adds to a system to see
/// how it stands it.
@NullMarked
package io.monopod.scenarios.load;

import org.jspecify.annotations.NullMarked;
