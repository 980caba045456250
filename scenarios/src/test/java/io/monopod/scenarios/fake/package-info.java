/// A system that keeps the contract without gateway or instance processes: grpc-java servers in
/// this process, so that scenarios and clients are tested by themselves.
@NullMarked
package io.monopod.scenarios.fake;

import org.jspecify.annotations.NullMarked;
