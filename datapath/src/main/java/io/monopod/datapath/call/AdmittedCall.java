package io.monopod.datapath.call;

import io.monopod.contract.Names;
import io.monopod.datapath.http2.header.HeaderList;

import org.jspecify.annotations.Nullable;

/// A call that has its target. The data path reports the events of the call here, without a lock
/// unless a method says otherwise.
public interface AdmittedCall {
    Upstream target();

    /// Fields to add to the request's headers towards the instance. Names with the reserved prefix
    /// ([io.monopod.contract.Names#RESERVED_PREFIX]) that the client sent are never forwarded.
    HeaderList added();

    /// Until when the call may be replayed if its instance is lost; see [#replay].
    default Replayable replayable() {
        return Replayable.NEVER;
    }

    /// A limit in addition to the deadline; null for none.
    default @Nullable TimeLimit timeLimit() {
        return null;
    }

    /// Whether the call may still go to its target: its session may have left that meanwhile.
    /// Called right before the call is sent, under the data path's lock; does not block.
    default boolean isCurrent() {
        return true;
    }

    /// The instance sent fields with reserved names in its response headers or trailers. Called
    /// before the client can see that response, on the reader thread of the instance's connection;
    /// does not block. The fields are not forwarded.
    ///
    /// @param status `grpc-status` that came with them, or -1
    default void instanceSays(HeaderList reserved, int status) {}

    /// The target could not be reached, may not have the call any more ([#isCurrent]), refused it
    /// for that reason ([Names#CALL_NOT_RUN]), or provably never saw it (RFC 9113: REFUSED_STREAM,
    /// or above GOAWAY's last stream id). Decides what to do instead. Runs on a virtual thread and
    /// may block.
    ///
    /// @throws InterruptedException as [RoutingDecision.Decision#decide]
    RoutingDecision unreached() throws InterruptedException;

    /// The instance was lost while the call was open, and the whole call can be sent again. Decides
    /// what to do. Runs on a virtual thread and may block.
    ///
    /// @throws InterruptedException as [RoutingDecision.Decision#decide]
    default RoutingDecision replay(Loss loss) throws InterruptedException {
        return new RoutingDecision.Refuse(lost());
    }

    /// The instance was lost or reset the stream with an error while the call was open. The outcome
    /// is unknown, and the call cannot be sent again. Returns the answer to the client, sent as
    /// trailers if the client has seen response headers. Runs on a virtual thread and may block.
    ///
    /// @throws InterruptedException as [RoutingDecision.Decision#decide]
    Answer lost() throws InterruptedException;

    /// The call has ended. Called exactly once for each admitted call, after everything else.
    default void ended(CallEnd end) {}
}
