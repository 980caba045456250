package io.monopod.datapath.splice;

import io.monopod.datapath.http2.frame.ErrorCode;
import io.monopod.datapath.http2.frame.HeaderBlock;

/// The upstream half of a call. It receives the request, and reports the response
/// ([SplicedCall#responseFields], [SplicedCall#responseData]). Guarded by the lock of its
/// [io.monopod.datapath.connection.ConnectionGroup].
public interface UpstreamStream {
    /// Starts the request.
    ///
    /// @param added further header fields
    /// @param end whether the request consists of its headers only
    void sendHead(RequestHead head, RequestHead added, boolean end);

    /// Sends bytes of the request, which are copied. [SplicedCall#requestSent] reports when they
    /// are sent or dropped.
    void sendData(byte[] bytes, int from, int length, boolean end);

    /// Ends the request.
    void sendTrailers(HeaderBlock block);

    /// Resets the stream: both halves end at once.
    void reset(ErrorCode code);

    boolean isClosed();

    /// Whether the request may have to be sent again elsewhere.
    boolean mayBeLost();

    /// Whether the window for the response is lowered.
    boolean isNarrow();

    /// Bytes of the response were consumed, so the upstream gets credit for them.
    void consumed(int byteCount);
}
