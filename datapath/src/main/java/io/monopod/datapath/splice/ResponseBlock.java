package io.monopod.datapath.splice;

import io.monopod.datapath.http2.frame.HeaderBlock;
import io.monopod.datapath.http2.header.HeaderEncoder;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.datapath.http2.header.HeaderRules;

import org.jspecify.annotations.Nullable;

/// A decoded header block of an instance.
public sealed interface ResponseBlock {
    /// An interim response (1xx).
    record Interim(HeaderBlock block) implements ResponseBlock {}

    /// Response headers, trailers, or both in one (Trailers-Only).
    ///
    /// @param list the fields for the client
    /// @param block the same, encoded
    /// @param status `grpc-status`, or -1
    /// @param contentLength the declared length in bytes, or -1
    record Fields(HeaderList list, HeaderBlock block, int status, long contentLength)
            implements ResponseBlock {
        /// Whether the block starts a response, rather than ends one as trailers.
        boolean isHead() {
            return list.first(":status") != null;
        }

        /// The fields of a response from this process.
        public static Fields of(HeaderList list) {
            return new Fields(list, HeaderEncoder.encode(list), status(list), -1);
        }

        /// The value of `grpc-status`, or -1.
        public static int status(HeaderList list) {
            var status = list.first("grpc-status");
            return status != null && status.length() <= 9 && HeaderRules.isNumber(status)
                    ? Integer.parseInt(status)
                    : -1;
        }

        /// The encoding of messages whose flag says that they are compressed.
        @Nullable String encoding() {
            return list.first("grpc-encoding");
        }

        /// The trailers of a Trailers-Only response, for a client that has seen response headers
        /// before.
        HeaderBlock asTrailers() {
            return withoutHead().block();
        }

        public Fields withoutHead() {
            return of(
                    HeaderList.of(
                            list.fields().stream()
                                    .filter(field -> !field.name().startsWith(":"))
                                    .filter(field -> !field.name().startsWith("content-"))
                                    .toList()));
        }
    }

    /// The instance did not run the call, because the session's grant has ended there.
    ///
    /// @param answer the answer to the client if the call cannot be sent again
    record NotRun(Fields answer) implements ResponseBlock {}

    /// The block violates RFC 9113, section 8: a stream error.
    record Malformed() implements ResponseBlock {}
}
