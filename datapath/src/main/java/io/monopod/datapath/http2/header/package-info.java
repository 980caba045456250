/// Header lists: HPACK (RFC 7541), and the rules of RFC 9113 for the fields of requests, responses
/// and trailers.
@NullMarked
package io.monopod.datapath.http2.header;

import org.jspecify.annotations.NullMarked;
