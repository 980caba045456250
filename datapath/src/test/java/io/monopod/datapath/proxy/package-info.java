/// Tests of the data path over real sockets, between grpc-java clients and servers.
@NullMarked
package io.monopod.datapath.proxy;

import org.jspecify.annotations.NullMarked;
