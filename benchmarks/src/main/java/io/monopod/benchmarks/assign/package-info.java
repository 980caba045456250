/// How long it takes to decide which instance a session gets.
@NullMarked
package io.monopod.benchmarks.assign;

import org.jspecify.annotations.NullMarked;
