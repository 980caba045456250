package io.monopod.gateway.proxy;

import io.monopod.gateway.call.CallEnd;
import io.monopod.gateway.http2.HeaderBlock;

/// What a header block of a client's is.
sealed interface RequestBlock {
    /// The head of a new call.
    record Opening(Request request, Course course) implements RequestBlock {
        /// It came too late to be answered: lets go of what it has. Under the lock.
        void abandon(ClientSide side) {
            switch (course) {
                case Course.ToInstance(var call, _, _, _, _) ->
                        side.splice().later(() -> call.ended(new CallEnd.Cancelled(false)));
                case Course.Undecided(_, var letGo) -> side.splice().later(letGo);
                case Course.Answered _ -> {}
            }
            side.openCalls().close(request.headOctets());
        }
    }

    /// @param block header block for the instance
    record Trailers(HeaderBlock block) implements RequestBlock {}

    /// It breaks RFC 9113, section 8: a stream error.
    record Malformed() implements RequestBlock {}

    /// It is one stream too many: refused before anybody looked at it.
    record Excess() implements RequestBlock {}
}
