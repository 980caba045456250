package io.monopod.gateway.proxy;

import io.monopod.gateway.http2.HeaderBlock;

/// What a header block of an instance's is.
sealed interface ResponseBlock {
    /// Not the response yet (1xx).
    record Interim(HeaderBlock block) implements ResponseBlock {}

    /// Response headers, trailers, or both in one (Trailers-Only).
    ///
    /// @param block header block for the client
    /// @param status `grpc-status`, or -1
    /// @param contentLength what the instance declared, or -1
    record Fields(HeaderBlock block, int status, long contentLength) implements ResponseBlock {}

    /// It breaks RFC 9113, section 8: a stream error.
    record Malformed() implements ResponseBlock {}
}
