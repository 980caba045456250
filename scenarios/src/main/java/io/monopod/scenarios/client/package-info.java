/// A client of the public contract: blocking calls on virtual threads, every answer a value with
/// all that came with it. The only package that knows gRPC.
@NullMarked
package io.monopod.scenarios.client;

import org.jspecify.annotations.NullMarked;
