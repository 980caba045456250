/// HTTP/2 (RFC 9113) and HPACK (RFC 7541) for both roles: frames, header lists, streams and
/// windows. Knows neither sessions nor gRPC nor Helidon.
@NullMarked
package io.monopod.gateway.http2;

import org.jspecify.annotations.NullMarked;
