/// HTTP/2 (RFC 9113) for both roles: the endpoints of a connection, with its streams, windows and
/// limits. The packages below it have the frames and the header lists. HTTP/2 knows neither
/// sessions nor gRPC nor Helidon.
@NullMarked
package io.monopod.datapath.http2;

import org.jspecify.annotations.NullMarked;
