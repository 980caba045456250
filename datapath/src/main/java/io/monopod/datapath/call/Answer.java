package io.monopod.datapath.call;

import io.monopod.datapath.http2.header.HeaderList;

/// An answer of the gateway itself, in gRPC's terms.
///
/// @param code gRPC status code, 0 to 16
/// @param message plain text; the data path percent-encodes it (gRPC over HTTP/2,
///   "Percent-Encoded")
/// @param reason the machine-readable reason, one word; empty if there is none
/// @param trailers further trailers, for example `grpc-status-details-bin` (already in base64) and
///   the retry pushback
public record Answer(int code, String message, String reason, HeaderList trailers) {
    /// Without a reason.
    public Answer(int code, String message, HeaderList trailers) {
        this(code, message, "", trailers);
    }
}
