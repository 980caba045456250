package io.monopod.gateway.proxy;

import io.monopod.gateway.http2.HeaderBlock;

/// What a header block of a client's is.
sealed interface RequestBlock {
    /// The head of a new call.
    record Opening(Request request, Course course) implements RequestBlock {}

    /// @param block header block for the instance
    record Trailers(HeaderBlock block) implements RequestBlock {}

    /// It breaks RFC 9113, section 8: a stream error.
    record Malformed() implements RequestBlock {}

    /// It is one stream too many: refused before anybody looked at it.
    record Excess() implements RequestBlock {}
}
