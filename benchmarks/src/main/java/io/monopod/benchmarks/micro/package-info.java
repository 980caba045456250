/// JMH benchmarks of the code on every call's path. They run in one thread without a network, so
/// they show the cost of a change, not the capacity of a gateway.
@NullMarked
package io.monopod.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
