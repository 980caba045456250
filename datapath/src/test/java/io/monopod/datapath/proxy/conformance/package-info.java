/// The requirements of RFC 9113 (HTTP/2) and RFC 7541 (HPACK), tested case by case over raw
/// sockets, for clients and for instances.
@NullMarked
package io.monopod.datapath.proxy.conformance;

import org.jspecify.annotations.NullMarked;
