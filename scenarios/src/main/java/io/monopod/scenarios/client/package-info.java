/// A client of the public contract: blocking calls on virtual threads; every answer is a value with
/// all its metadata. The only package that knows gRPC.
@NullMarked
package io.monopod.scenarios.client;

import org.jspecify.annotations.NullMarked;
