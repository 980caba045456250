package io.monopod.gateway.http2;

import static io.monopod.gateway.http2.Frame.HEADER_SIZE;

/// What each frame of the peer's does to an [Endpoint] (RFC 9113, section 6), and which frames
/// break the connection. Guarded by the endpoint's lock.
final class Inbound<H> {
    /// What a DATA frame, in either direction, pays for: a peer may answer each one with window
    /// updates for stream and connection, and a PING that measures the bandwidth.
    private static final int EARNED_BY_DATA = 4;

    /// SETTINGS can change the window of every open stream.
    private static final int COST_OF_SETTINGS = 10;

    private final Endpoint<H> endpoint;
    private final ReceiveWindow window;
    private final Allowance emptyFrames;
    private final Allowance cancels;
    private boolean settingsReceived;

    Inbound(Endpoint<H> endpoint, long now) {
        this.endpoint = endpoint;
        var config = endpoint.config();
        window = new ReceiveWindow(config.connectionWindow());
        emptyFrames = new Allowance(config.emptyFrames(), now);
        cancels = new Allowance(config.cancels(), now);
    }

    boolean settingsReceived() {
        return settingsReceived;
    }

    /// Applies a batch of frames.
    void receive(FrameReader<H> frames, long now) throws ConnectionError {
        for (int at = frames.nextFrame(); at >= 0; at = frames.nextFrame()) {
            receive(frames, at);
            if (emptyFrames.isOverdrawn(now)) {
                throw enhanceYourCalm("too many frames without content");
            }
            if (cancels.isOverdrawn(now)) {
                throw enhanceYourCalm("too many cancelled calls");
            }
        }
        var failure = frames.failure();
        if (failure != null) {
            throw failure;
        }
    }

    /// Octets of DATA went on.
    void passedOn(int octets) {
        int credit = window.passOn(octets);
        if (credit > 0) {
            endpoint.writer().windowUpdate(0, credit);
        }
    }

    /// A DATA frame with content came or went.
    void moved() {
        emptyFrames.earn(EARNED_BY_DATA);
    }

    /// The peer cancelled a stream, or made us cancel it by doing something wrong.
    void wasted() {
        cancels.spend(1);
    }

    /// A frame came too late to mean anything.
    void useless() {
        emptyFrames.spend(1);
    }

    /// A stream came to a proper end.
    void completed() {
        cancels.earn(1);
    }

    private void receive(FrameReader<H> frames, int at) throws ConnectionError {
        var bytes = frames.array();
        int length = Frame.length(bytes, at);
        int flags = Frame.flags(bytes, at);
        int streamId = Frame.streamId(bytes, at);
        int type = Frame.type(bytes, at);
        if (!settingsReceived && type != Frame.SETTINGS) {
            throw protocolError("the first frame is not SETTINGS");
        }
        switch (type) {
            case Frame.DATA -> data(bytes, at, length, flags, streamId);
            case Frame.HEADERS -> headers(frames, flags);
            case Frame.SETTINGS -> settings(bytes, at, length, flags, streamId);
            case Frame.RST_STREAM -> reset(bytes, at, length, streamId);
            case Frame.PUSH_PROMISE -> throw protocolError("PUSH_PROMISE");
            default -> {
                emptyFrames.spend(1);
                control(frames, at, length, flags, streamId, type);
            }
        }
    }

    private void control(
            FrameReader<H> frames, int at, int length, int flags, int streamId, int type)
            throws ConnectionError {
        var bytes = frames.array();
        switch (type) {
            case Frame.CONTINUATION -> headers(frames, flags);
            case Frame.PRIORITY -> priority(length, streamId);
            case Frame.PING -> ping(bytes, at, length, flags, streamId);
            case Frame.GOAWAY -> goAway(bytes, at, length, streamId);
            case Frame.WINDOW_UPDATE -> windowUpdate(bytes, at, length, streamId);
            default -> {} // unknown types are ignored (section 5.5)
        }
    }

    private void data(byte[] bytes, int at, int length, int flags, int streamId)
            throws ConnectionError {
        requireStream(streamId, "DATA");
        int from = at + HEADER_SIZE;
        int padding = 0;
        if ((flags & Frame.PADDED) != 0) {
            requireLength(length > 0, "DATA");
            padding = 1 + (bytes[from] & 0xff);
            from++;
            if (padding > length) {
                throw protocolError("padding exceeds DATA");
            }
        }
        if (!window.take(length)) {
            throw new ConnectionError(ErrorCode.FLOW_CONTROL_ERROR, "connection window exceeded");
        }
        boolean end = (flags & Frame.END_STREAM) != 0;
        var stream = endpoint.stream(streamId);
        if (stream == null) {
            passedOn(length);
            dataOfUnknown(streamId, length > padding);
            return;
        }
        if (length > padding) {
            moved();
        } else if (!end) {
            emptyFrames.spend(1);
        }
        stream.received(bytes, from, length - padding, padding, end);
    }

    /// A peer that could not know yet that the stream is closed may have sent a window full of
    /// small frames.
    private void dataOfUnknown(int streamId, boolean content) throws ConnectionError {
        requireNotIdle(streamId, "DATA");
        boolean crossed =
                endpoint.closerOf(streamId) == ClosedStreams.By.US
                        || endpoint.isAboveGoAway(streamId);
        if (!crossed || !content) {
            emptyFrames.spend(1);
        }
        if (!crossed) {
            endpoint.writer().reset(streamId, ErrorCode.STREAM_CLOSED);
        }
    }

    private void headers(FrameReader<H> frames, int flags) throws ConnectionError {
        if ((flags & Frame.END_HEADERS) == 0) {
            return; // the block is complete with a later frame
        }
        var head = frames.nextHead();
        var stream = endpoint.stream(head.streamId());
        if (stream != null) {
            stream.received(head.content(), head.end());
        } else {
            endpoint.headersOfUnknown(head);
        }
    }

    /// Deprecated and ignored (section 5.3.2), but its form is still checked (section 6.3).
    private void priority(int length, int streamId) throws ConnectionError {
        requireStream(streamId, "PRIORITY");
        if (length != 5) {
            var stream = endpoint.stream(streamId);
            if (stream != null) {
                stream.violation(ErrorCode.FRAME_SIZE_ERROR);
            } else {
                // An idle stream cannot be reset (section 6.4).
                requireLength(!endpoint.isIdle(streamId), "PRIORITY");
                endpoint.writer().reset(streamId, ErrorCode.FRAME_SIZE_ERROR);
            }
        }
    }

    private void reset(byte[] bytes, int at, int length, int streamId) throws ConnectionError {
        requireStream(streamId, "RST_STREAM");
        requireLength(length == 4, "RST_STREAM");
        requireNotIdle(streamId, "RST_STREAM");
        var stream = endpoint.stream(streamId);
        if (stream != null) {
            wasted();
            stream.receivedReset(ErrorCode.of(Octets.int32(bytes, at + HEADER_SIZE)));
        } else {
            emptyFrames.spend(1);
        }
    }

    private void settings(byte[] bytes, int at, int length, int flags, int streamId)
            throws ConnectionError {
        requireConnection(streamId, "SETTINGS");
        emptyFrames.spend(COST_OF_SETTINGS);
        if ((flags & Frame.ACK) != 0) {
            requireLength(length == 0, "SETTINGS acknowledgement");
            if (!settingsReceived) {
                throw protocolError("the first frame is not SETTINGS");
            }
            endpoint.settingsAcknowledged();
        } else {
            requireLength(length % 6 == 0, "SETTINGS");
            changeWindows(endpoint.peer().apply(bytes, at + HEADER_SIZE, length));
            settingsReceived = true;
            endpoint.writer().settingsAck();
        }
        endpoint.events().onSettings();
    }

    private void changeWindows(int by) throws ConnectionError {
        if (by == 0) {
            return;
        }
        for (var stream : endpoint.openStreams()) {
            if (!stream.changeWindow(by)) {
                throw new ConnectionError(ErrorCode.FLOW_CONTROL_ERROR, "stream window overflow");
            }
        }
    }

    private void ping(byte[] bytes, int at, int length, int flags, int streamId)
            throws ConnectionError {
        requireConnection(streamId, "PING");
        requireLength(length == 8, "PING");
        long data = Octets.int64(bytes, at + HEADER_SIZE);
        if ((flags & Frame.ACK) == 0) {
            endpoint.writer().pingAck(data);
        } else {
            endpoint.events().onPong(data);
        }
    }

    private void goAway(byte[] bytes, int at, int length, int streamId) throws ConnectionError {
        requireConnection(streamId, "GOAWAY");
        requireLength(length >= 8, "GOAWAY");
        int last = Frame.int31(bytes, at + HEADER_SIZE);
        endpoint.goneAway(last);
        endpoint.events().onGoAway(last, ErrorCode.of(Octets.int32(bytes, at + HEADER_SIZE + 4)));
    }

    private void windowUpdate(byte[] bytes, int at, int length, int streamId)
            throws ConnectionError {
        requireLength(length == 4, "WINDOW_UPDATE");
        int credit = Frame.int31(bytes, at + HEADER_SIZE);
        if (streamId != 0) {
            requireNotIdle(streamId, "WINDOW_UPDATE");
            var stream = endpoint.stream(streamId);
            if (stream != null) {
                stream.receivedCredit(credit);
            }
        } else if (credit == 0) {
            throw protocolError("WINDOW_UPDATE of 0");
        } else if (!endpoint.scheduler().window().change(credit)) {
            throw new ConnectionError(ErrorCode.FLOW_CONTROL_ERROR, "connection window overflow");
        }
    }

    private void requireNotIdle(int streamId, String frame) throws ConnectionError {
        if (endpoint.stream(streamId) == null && endpoint.isIdle(streamId)) {
            throw protocolError(frame + " on idle stream " + streamId);
        }
    }

    private static void requireStream(int streamId, String frame) throws ConnectionError {
        if (streamId == 0) {
            throw protocolError(frame + " on stream 0");
        }
    }

    private static void requireConnection(int streamId, String frame) throws ConnectionError {
        if (streamId != 0) {
            throw protocolError(frame + " on stream " + streamId);
        }
    }

    private static void requireLength(boolean valid, String frame) throws ConnectionError {
        if (!valid) {
            throw new ConnectionError(ErrorCode.FRAME_SIZE_ERROR, "wrong length of " + frame);
        }
    }

    private static ConnectionError protocolError(String message) {
        return Endpoint.protocolError(message);
    }

    private static ConnectionError enhanceYourCalm(String message) {
        return new ConnectionError(ErrorCode.ENHANCE_YOUR_CALM, message);
    }
}
