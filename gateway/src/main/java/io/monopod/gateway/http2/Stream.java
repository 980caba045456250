package io.monopod.gateway.http2;

/// One stream of a connection (RFC 9113, section 5), with what may still be sent each way. Whoever
/// uses the connection extends it with what the peer's frames mean to them.
///
/// Guarded by the lock of its connection; events come under that lock.
///
/// @param <H> what the reader of header blocks makes of one
public abstract class Stream<H> extends Outgoing<H> {
    private static final long NOT_DECLARED = -1;

    private final Endpoint<H> endpoint;
    private final ReceiveWindow receiveWindow;
    private int id;
    private long declaredLeft = NOT_DECLARED;
    private boolean localEnded;
    private boolean remoteEnded;
    private boolean closed;

    protected Stream(Endpoint<H> endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        receiveWindow = new ReceiveWindow(endpoint.config().streamWindow());
    }

    /// Header fields of the peer: a request that opened the stream, a response, or trailers.
    protected abstract void onHeaders(H head, boolean end);

    /// DATA of the peer, without padding. Every octet counts against the peer's windows until it is
    /// reported to [#passedOn(int)].
    protected abstract void onData(byte[] bytes, int from, int length, boolean end);

    /// That much of what was given to [#sendData] is dealt with: it is on its way, or the stream
    /// ended before. Every octet is reported once.
    protected abstract void onSent(int octets);

    /// The peer reset the stream; it is closed.
    protected abstract void onReset(ErrorCode code);

    /// The peer broke a rule, so the stream was reset by us; it is closed.
    protected abstract void onViolation(ErrorCode code);

    @Override
    public final int id() {
        return id;
    }

    public final boolean isClosed() {
        return closed;
    }

    /// Octets of DATA that wait until the peer takes them.
    public final int queued() {
        return waiting();
    }

    /// Whether the peer has sent all that it will.
    public final boolean remoteEnded() {
        return remoteEnded;
    }

    /// Whether we have sent all that we will.
    public final boolean localEnded() {
        return localEnded;
    }

    /// The peer declared how much DATA it will send (`content-length`); another amount is an error
    /// (RFC 9113, section 8.1.1).
    public final void declare(long contentLength) {
        declaredLeft = contentLength;
    }

    /// Sends a header block that is not trailers: it never waits for a window.
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

    /// Sends DATA now as far as the windows allow, and the rest as they open.
    public final void sendData(byte[] bytes, int from, int length, boolean end) {
        if (closed) {
            onSent(length);
        } else {
            sendOrQueue(bytes, from, length, end);
        }
    }

    /// Octets that [#onData] brought are dealt with: the peer may send as many again.
    public final void passedOn(int octets) {
        if (octets == 0) {
            return;
        }
        endpoint.inbound().passedOn(octets);
        if (!closed && !remoteEnded) {
            int credit = receiveWindow.passOn(octets);
            if (credit > 0) {
                endpoint.writer().windowUpdate(id, credit);
            }
        }
    }

    /// Ends the stream at once, both ways.
    public final void reset(ErrorCode code) {
        if (!closed) {
            endpoint.writer().reset(id, code);
            close(ClosedStreams.By.US);
        }
    }

    /// The same because of what the peer did wrong, which it may not do too often.
    public final void refuse(ErrorCode code) {
        if (!closed) {
            endpoint.inbound().wasted();
            reset(code);
        }
    }

    /// Throws away the DATA that still waits for a window. Trailers may follow.
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

    /// @param padding octets of padding, which count against the windows but go nowhere
    final void received(byte[] bytes, int from, int length, int padding, boolean end) {
        if (remoteEnded) {
            refuseData(length + padding, ErrorCode.STREAM_CLOSED);
        } else if (!receiveWindow.take(length + padding)) {
            refuseData(length + padding, ErrorCode.FLOW_CONTROL_ERROR);
        } else if (!matchesDeclared(length, end)) {
            refuseData(length + padding, ErrorCode.PROTOCOL_ERROR);
        } else {
            remoteEnded = end;
            passedOn(padding);
            onData(bytes, from, length, end);
            closeIfEnded();
        }
    }

    final void receivedReset(ErrorCode code) {
        close(ClosedStreams.By.PEER);
        onReset(code);
    }

    /// The peer opens the window wider.
    final void receivedCredit(int octets) {
        if (octets == 0) {
            violation(ErrorCode.PROTOCOL_ERROR);
        } else if (!changeWindow(octets)) {
            violation(ErrorCode.FLOW_CONTROL_ERROR);
        }
    }

    @Override
    final void written(int octets, boolean end) {
        if (end) {
            endLocal();
        }
        onSent(octets);
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

    private void refuseData(int octets, ErrorCode code) {
        endpoint.inbound().passedOn(octets);
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
    }
}
