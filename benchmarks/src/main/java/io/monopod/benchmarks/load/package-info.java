/// The loads on a proxy, and their measurement.
@NullMarked
package io.monopod.benchmarks.load;

import org.jspecify.annotations.NullMarked;
