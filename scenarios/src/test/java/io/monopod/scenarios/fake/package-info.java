/// A system that keeps the contract without processes: grpc-java servers in this process, to test
/// scenarios and clients alone.
@NullMarked
package io.monopod.scenarios.fake;

import org.jspecify.annotations.NullMarked;
