/// The claims that several gateways share: how fast a leader writes them, and what they cost a
/// gateway.
@NullMarked
package io.monopod.benchmarks.claims;

import org.jspecify.annotations.NullMarked;
