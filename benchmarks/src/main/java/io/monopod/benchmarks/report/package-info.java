/// The results of a run: figures, goals and reports.
@NullMarked
package io.monopod.benchmarks.report;

import org.jspecify.annotations.NullMarked;
