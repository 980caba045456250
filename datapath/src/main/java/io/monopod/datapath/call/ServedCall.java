package io.monopod.datapath.call;

import io.monopod.datapath.http2.header.HeaderList;

import org.jspecify.annotations.Nullable;

/// A call that this process serves. Safe for use by many threads, but only one may receive.
///
/// What is sent after the end or after a cancel is dropped.
public interface ServedCall {
    /// The request's fields, pseudo-headers included.
    HeaderList head();

    /// The connection that the call came on.
    ConnectionEnds connection();

    /// Requests that many more messages.
    void request(int messages);

    /// Blocks until a requested message or the end of the request arrives. The end needs no
    /// request.
    Incoming receive();

    /// Sends the non-null parts of a response in this order; `last` ends the call. Blocks while too
    /// much of the response waits for the client.
    ///
    /// @param head response header fields, with `:status`
    /// @param messages whole messages with their prefixes; the caller must not change them later
    /// @param last trailers, or with `:status` a Trailers-Only answer
    void send(@Nullable HeaderList head, byte @Nullable [] messages, @Nullable HeaderList last);

    /// Whether nothing can be sent any more: the call was answered or cancelled.
    boolean isOver();

    /// Whether the call was cancelled: by the client, its deadline, or the end of its connection.
    boolean isCancelled();

    /// Runs the callback on its own thread when the call is cancelled, or at once if it already is.
    void onCancel(Runnable callback);
}
