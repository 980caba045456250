/// The official gRPC interop tests, through the gateway.
@NullMarked
package io.monopod.gateway.interop;

import org.jspecify.annotations.NullMarked;
