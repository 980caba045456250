/// What is measured: the gateway and what it is measured against, each started as a process of its
/// own in the best configuration that was found for it.
@NullMarked
package io.monopod.benchmarks.proxy;

import org.jspecify.annotations.NullMarked;
