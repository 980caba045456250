/// What is done to a proxy, and what is measured while it is done.
@NullMarked
package io.monopod.benchmarks.load;

import org.jspecify.annotations.NullMarked;
