/// JMH benchmarks of the pieces that every call passes. They run in one thread with no network, so
/// they tell what a change costs, not what a gateway can do.
@NullMarked
package io.monopod.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
