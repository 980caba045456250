/// The gateway and the proxies that it is compared with, each started as a process with the best
/// configuration found for it.
@NullMarked
package io.monopod.benchmarks.proxy;

import org.jspecify.annotations.NullMarked;
