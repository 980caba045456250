package io.monopod.gateway.call;

import io.monopod.contract.Names;
import io.monopod.gateway.http2.HeaderList;

import org.jspecify.annotations.Nullable;

/// A call that has its target. The data path reports here what happens to it, never with a lock
/// held, except where it says otherwise.
public interface AdmittedCall {
    Target target();

    /// Fields to add to the request's headers towards the instance. Names with the reserved prefix
    /// ([io.monopod.contract.Names#RESERVED_PREFIX]) that the client sent are never forwarded.
    HeaderList added();

    /// How far it may have come when its instance is lost, for [#replay()] to be asked.
    Replayable replayable();

    /// How long it may go on, besides its deadline; null if for ever.
    @Nullable TimeLimit timeLimit();

    /// Whether the target may still have it: its session may have left that meanwhile. Asked right
    /// before it is sent, with the data path's lock held: does not block.
    boolean isCurrent();

    /// The instance put reserved names into its response headers or trailers. Called before the
    /// client can see that response, on the reader thread of the instance's connection: does not
    /// block. They are not forwarded.
    void instanceSays(HeaderList reserved);

    /// The target could not be reached, or may not have the call any more ([#isCurrent]), or turned
    /// it away for that ([Names#CALL_NOT_RUN]), or provably never saw it (RFC 9113: REFUSED_STREAM,
    /// or above GOAWAY's last stream id). Decides what to do instead; runs on a virtual thread and
    /// may block.
    ///
    /// @throws InterruptedException as [Verdict.Decision#decide]
    Verdict unreached() throws InterruptedException;

    /// The instance was lost while the call was under way, and all of the call can be sent again.
    /// Decides what becomes of it; runs on a virtual thread and may block.
    ///
    /// @throws InterruptedException as [Verdict.Decision#decide]
    Verdict replay() throws InterruptedException;

    /// The instance was lost, or it reset the stream with an error, while the call was under way;
    /// its outcome is unknown, and it cannot be sent again: what the client is told (as trailers if
    /// it has seen response headers already). Runs on a virtual thread and may block.
    ///
    /// @throws InterruptedException as [Verdict.Decision#decide]
    Answer lost() throws InterruptedException;

    /// The call is over. Called exactly once for each admitted call, after everything else.
    void ended(CallEnd end);
}
