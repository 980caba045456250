package io.monopod.datapath.downstream;

import io.monopod.datapath.call.CallEnd;
import io.monopod.datapath.http2.frame.HeaderBlock;
import io.monopod.datapath.splice.EncodedDecision;
import io.monopod.datapath.splice.Request;

/// A decoded header block of a client.
sealed interface RequestBlock {
    /// The block came too late or will not be processed: releases what it holds. Under the lock.
    default void abandon(DownstreamConnection downstream) {}

    /// The headers of a new call.
    ///
    /// @param token whether the call has a valid token
    record Opening(Request request, EncodedDecision decision, boolean token)
            implements RequestBlock {
        @Override
        public void abandon(DownstreamConnection downstream) {
            switch (decision) {
                case EncodedDecision.Forward(var call, _, _, _, _) ->
                        downstream.group().later(() -> call.ended(new CallEnd.Cancelled(false)));
                case EncodedDecision.Later(_, var release) -> downstream.group().later(release);
                case EncodedDecision.Refuse _ -> {}
            }
            downstream.openCalls().leave(request.headBytes());
        }
    }

    /// @param block header block for the instance
    record Trailers(HeaderBlock block) implements RequestBlock {}

    /// The block violates RFC 9113, section 8: a stream error.
    record Malformed() implements RequestBlock {}

    /// The stream exceeds the limit, and is refused before its call is decided.
    record Excess() implements RequestBlock {}
}
