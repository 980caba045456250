package io.monopod.gateway.proxy;

import io.monopod.gateway.http2.HeaderBlock;
import io.monopod.gateway.http2.HeaderEncoder;
import io.monopod.gateway.http2.HeaderList;

import org.jspecify.annotations.Nullable;

/// What a header block of an instance's is.
sealed interface ResponseBlock {
    /// Not the response yet (1xx).
    record Interim(HeaderBlock block) implements ResponseBlock {}

    /// Response headers, trailers, or both in one (Trailers-Only).
    ///
    /// @param list the fields for the client
    /// @param block the same, encoded
    /// @param status `grpc-status`, or -1
    /// @param contentLength what the instance declared, or -1
    record Fields(HeaderList list, HeaderBlock block, int status, long contentLength)
            implements ResponseBlock {
        /// How messages are compressed, where their flag says that they are.
        @Nullable String encoding() {
            return list.first("grpc-encoding");
        }

        /// What is left of a Trailers-Only response for a client that has seen a head before.
        HeaderBlock asTrailers() {
            return HeaderEncoder.encode(
                    HeaderList.of(
                            list.fields().stream()
                                    .filter(field -> !field.name().startsWith(":"))
                                    .filter(field -> !field.name().startsWith("content-"))
                                    .toList()));
        }
    }

    /// The instance did not carry the call out, because its session's grant is over there.
    ///
    /// @param answer for the client, if the call cannot be sent again
    record NotRun(Fields answer) implements ResponseBlock {}

    /// It breaks RFC 9113, section 8: a stream error.
    record Malformed() implements ResponseBlock {}
}
