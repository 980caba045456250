/// Measures idle connections: a gateway with a session on each.
@NullMarked
package io.monopod.benchmarks.idle;

import org.jspecify.annotations.NullMarked;
