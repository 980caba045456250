/// Tests of the data path over real sockets: grpc-java clients and servers on both sides of it.
@NullMarked
package io.monopod.gateway.proxy;

import org.jspecify.annotations.NullMarked;
