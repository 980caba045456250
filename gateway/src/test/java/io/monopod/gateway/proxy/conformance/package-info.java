/// What RFC 9113 (HTTP/2) and RFC 7541 (HPACK) ask, held against the data path case by case over
/// raw sockets, on the side of the client and on the side of the instance.
@NullMarked
package io.monopod.gateway.proxy.conformance;

import org.jspecify.annotations.NullMarked;
