/// What came of a run: figures of every round, the goals, and how they are written down.
@NullMarked
package io.monopod.benchmarks.report;

import org.jspecify.annotations.NullMarked;
