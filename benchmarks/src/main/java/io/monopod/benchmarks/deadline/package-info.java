/// How late the end of a call's time is told: to its client, and to the instance that serves it.
@NullMarked
package io.monopod.benchmarks.deadline;

import org.jspecify.annotations.NullMarked;
