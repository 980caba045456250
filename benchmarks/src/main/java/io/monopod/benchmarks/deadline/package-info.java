/// Measures how late the client and the instance learn of an exceeded deadline.
@NullMarked
package io.monopod.benchmarks.deadline;

import org.jspecify.annotations.NullMarked;
