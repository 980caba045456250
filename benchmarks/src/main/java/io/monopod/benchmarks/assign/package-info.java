/// Measures the time to assign an instance to a session.
@NullMarked
package io.monopod.benchmarks.assign;

import org.jspecify.annotations.NullMarked;
