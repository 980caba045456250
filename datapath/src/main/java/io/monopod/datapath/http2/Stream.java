package io.monopod.datapath.http2;

import io.monopod.datapath.http2.frame.ErrorCode;
import io.monopod.datapath.http2.frame.HeaderBlock;

/// One stream of a connection (RFC 9113, section 5), with its flow control in both directions.
/// Users of the connection extend it to handle the peer's frames.
///
/// Guarded by the lock of its connection; events come under that lock.
///
/// @param <H> the result of reading a header block
public abstract class Stream<H> extends Outgoing<H> {
    private static final long NOT_DECLARED = -1;

    private final Endpoint<H> endpoint;
    private final ReceiveWindow receiveWindow = new ReceiveWindow();
    private int id;
    private long declaredLeft = NOT_DECLARED;
    private boolean localEnded;
    private boolean remoteEnded;
    private boolean closed;

    protected Stream(Endpoint<H> endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    /// The peer sent header fields: the request that opened the stream, a response, or trailers.
    protected abstract void onHeaders(H head, boolean end);

    /// The peer sent DATA, here without padding. Every byte counts against the peer's windows until
    /// it is reported to [#consumed(int)].
    protected abstract void onData(byte[] bytes, int from, int length, boolean end);

    /// Bytes that were given to [#sendData] are in the outbox, or were discarded because the stream
    /// ended. Every byte is reported once.
    protected abstract void onSent(int byteCount);

    /// There is no memory for more DATA of the peer: makes room if it can.
    ///
    /// @return whether there is memory now
    protected boolean makeRoom(int byteCount) {
        return false;
    }

    /// DATA of the peer was dropped for lack of memory.
    protected abstract void onOverload();

    /// The stream's window was lowered. Incomplete messages must be forwarded now, because their
    /// rest may not fit into the window.
    protected void onWindowLowered() {}

    /// The stream is closed, by either end.
    protected void onClosed() {}

    /// The peer reset the stream; it is closed.
    protected abstract void onReset(ErrorCode code);

    /// The peer broke a rule, so we reset the stream; it is closed.
    protected abstract void onViolation(ErrorCode code);

    @Override
    public final int id() {
        return id;
    }

    public final boolean isClosed() {
        return closed;
    }

    /// Whether we have ended our half of the stream.
    public final boolean localEnded() {
        return localEnded;
    }

    /// The peer declared the length of its DATA (`content-length`), in bytes; another length is an
    /// error (RFC 9113, section 8.1.1).
    public final void declare(long contentLength) {
        declaredLeft = contentLength;
    }

    /// Sends a header block other than trailers. It never waits for a window.
    ///
    /// @param more the rest of the block
    public final void sendHeaders(HeaderBlock block, HeaderBlock more, boolean end) {
        if (!closed) {
            endpoint.writer().headers(id, block, more, end, endpoint.peer().maxFrameSize());
            if (end) {
                endLocal();
            }
        }
    }

    /// Sends the DATA that the windows allow now, and queues the rest.
    public final void sendData(byte[] bytes, int from, int length, boolean end) {
        if (closed) {
            onSent(length);
        } else {
            sendOrQueue(bytes, from, length, end);
        }
    }

    /// Bytes from [#onData] were consumed: the peer gets credit for them.
    public final void consumed(int byteCount) {
        if (byteCount == 0) {
            return;
        }
        endpoint.inbound().consumed(byteCount);
        grantCredit(byteCount);
    }

    /// Whether the stream's window is lowered.
    public final boolean isNarrow() {
        return !endpoint.streamWindow().isFull();
    }

    /// Resets the stream: both halves end at once.
    public void reset(ErrorCode code) {
        if (!closed) {
            endpoint.writer().reset(id, code);
            close(ClosedStreams.By.US);
        }
    }

    /// Resets the stream because the peer broke a rule. The number of such resets is limited.
    public final void refuse(ErrorCode code) {
        if (!closed) {
            endpoint.inbound().floodGuard().countReset();
            reset(code);
        }
    }

    /// Resets the stream if our half has ended: the rest of the peer's half is not needed. If part
    /// of our half still waits for the peer, a reset would discard it, so the stream stays open.
    public final void refuseRest() {
        if (localEnded) {
            reset(ErrorCode.NO_ERROR);
        }
    }

    /// Discards the DATA that waits for a window. Trailers may follow.
    public final void dropQueued() {
        int dropped = drop();
        if (dropped > 0) {
            onSent(dropped);
        }
    }

    final void opened(int newId) {
        id = newId;
    }

    final void received(H head, boolean end) {
        if (remoteEnded) {
            violation(ErrorCode.STREAM_CLOSED);
        } else if (end && declaredLeft > 0) {
            violation(ErrorCode.PROTOCOL_ERROR);
        } else {
            remoteEnded = end;
            onHeaders(head, end);
            closeIfEnded();
        }
    }

    /// @param padding bytes of padding, which count against the windows but are dropped
    final void received(byte[] bytes, int from, int length, int padding, boolean end) {
        if (remoteEnded) {
            refuseData(length + padding, ErrorCode.STREAM_CLOSED);
        } else if (!receiveWindow.take(length + padding, endpoint.streamWindow().allowed())) {
            refuseData(length + padding, ErrorCode.FLOW_CONTROL_ERROR);
        } else if (!matchesDeclared(length, end)) {
            refuseData(length + padding, ErrorCode.PROTOCOL_ERROR);
        } else {
            remoteEnded = end;
            consumed(padding);
            onData(bytes, from, length, end);
            closeIfEnded();
        }
    }

    /// Grants the credit that is due: bytes consumed so far may fill the whole lowered window.
    final void windowLowered() {
        if (!closed) {
            onWindowLowered();
            grantCredit(0);
        }
    }

    private void grantCredit(int byteCount) {
        if (!closed && !remoteEnded) {
            int credit = receiveWindow.consume(byteCount, endpoint.streamWindow().offered());
            if (credit > 0) {
                endpoint.writer().windowUpdate(id, credit);
            }
        }
    }

    /// DATA of the peer was dropped for lack of memory.
    final void dropped(int byteCount, boolean end) {
        endpoint.inbound().consumed(byteCount);
        remoteEnded |= end;
        onOverload();
        closeIfEnded();
    }

    final void receivedReset(ErrorCode code) {
        close(ClosedStreams.By.PEER);
        onReset(code);
    }

    /// The peer sent WINDOW_UPDATE.
    final void receivedCredit(int byteCount) {
        if (byteCount == 0) {
            violation(ErrorCode.PROTOCOL_ERROR);
        } else if (!changeWindow(byteCount)) {
            violation(ErrorCode.FLOW_CONTROL_ERROR);
        }
    }

    @Override
    final void written(int byteCount, boolean end) {
        if (end) {
            endLocal();
        }
        onSent(byteCount);
    }

    @Override
    final void writeTrailers(HeaderBlock block) {
        sendHeaders(block, HeaderBlock.EMPTY, true);
    }

    final void violation(ErrorCode code) {
        refuse(code);
        onViolation(code);
    }

    private boolean matchesDeclared(int length, boolean end) {
        if (declaredLeft == NOT_DECLARED) {
            return true;
        }
        declaredLeft -= length;
        return end ? declaredLeft == 0 : declaredLeft >= 0;
    }

    private void refuseData(int byteCount, ErrorCode code) {
        endpoint.inbound().consumed(byteCount);
        violation(code);
    }

    private void endLocal() {
        localEnded = true;
        closeIfEnded();
    }

    private void closeIfEnded() {
        if (localEnded && remoteEnded && !closed) {
            close(ClosedStreams.By.BOTH);
        }
    }

    private void close(ClosedStreams.By by) {
        closed = true;
        endpoint.forget(this, by);
        dropQueued();
        onClosed();
    }
}
