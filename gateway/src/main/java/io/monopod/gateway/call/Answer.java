package io.monopod.gateway.call;

import io.monopod.gateway.http2.HeaderList;

/// An answer of the gateway's own, in gRPC's terms.
///
/// @param code gRPC status code, 0 to 16
/// @param message plain text; the data path percent-encodes it (gRPC over HTTP/2,
///   "Percent-Encoded")
/// @param reason why, in one word for machines; empty if there is none
/// @param trailers further trailers, for example `grpc-status-details-bin` (already in base64) and
///   the retry pushback
public record Answer(int code, String message, String reason, HeaderList trailers) {
    /// Without a reason.
    public Answer(int code, String message, HeaderList trailers) {
        this(code, message, "", trailers);
    }
}
