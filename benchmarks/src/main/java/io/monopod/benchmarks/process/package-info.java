/// Processes that a run starts, watches and always ends.
@NullMarked
package io.monopod.benchmarks.process;

import org.jspecify.annotations.NullMarked;
