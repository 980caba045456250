package io.monopod.datapath.http2;

import static io.monopod.datapath.http2.frame.Frame.HEADER_SIZE;

import io.monopod.datapath.http2.frame.BigEndian;
import io.monopod.datapath.http2.frame.ConnectionError;
import io.monopod.datapath.http2.frame.ErrorCode;
import io.monopod.datapath.http2.frame.Frame;
import io.monopod.datapath.http2.frame.FrameReader;

/// Applies each frame of the peer to an [Endpoint] (RFC 9113, section 6), and finds those that
/// break the connection. Guarded by the endpoint's lock.
final class Inbound<H> {
    private final Endpoint<H> endpoint;
    private final ConnectionCredit credit;
    private final FloodGuard floodGuard;
    private boolean settingsReceived;

    Inbound(Endpoint<H> endpoint, long now) {
        this.endpoint = endpoint;
        var config = endpoint.config();
        credit =
                new ConnectionCredit(
                        config,
                        endpoint.streamWindow(),
                        endpoint.events().memory(),
                        endpoint.writer());
        floodGuard = new FloodGuard(config, now);
    }

    FloodGuard floodGuard() {
        return floodGuard;
    }

    boolean settingsReceived() {
        return settingsReceived;
    }

    /// Applies a batch of frames.
    void receive(FrameReader<H> frames, long now) throws ConnectionError {
        for (int at = frames.nextFrame(); at >= 0; at = frames.nextFrame()) {
            receive(frames, at);
            floodGuard.check(now);
        }
        var failure = frames.failure();
        if (failure != null) {
            throw failure;
        }
    }

    /// Bytes of DATA were consumed.
    void consumed(int byteCount) {
        credit.consumed(byteCount);
        raiseWindowsIfDrained();
    }

    /// The peer has acknowledged the lower stream windows.
    void windowsLowered() {
        credit.grantWithheld();
        raiseWindowsIfDrained();
    }

    private void raiseWindowsIfDrained() {
        if (endpoint.streamWindow().isLowered() && credit.mayRaiseWindows()) {
            endpoint.raiseWindows();
        }
    }

    private void receive(FrameReader<H> frames, int at) throws ConnectionError {
        var bytes = frames.array();
        int length = Frame.length(bytes, at);
        int flags = Frame.flags(bytes, at);
        int streamId = Frame.streamId(bytes, at);
        int type = Frame.type(bytes, at);
        if (!settingsReceived && type != Frame.SETTINGS) {
            throw ConnectionError.protocol("the first frame is not SETTINGS");
        }
        switch (type) {
            case Frame.DATA -> data(bytes, at, length, flags, streamId);
            case Frame.HEADERS -> headers(frames, flags);
            case Frame.SETTINGS -> settings(bytes, at, length, flags, streamId);
            case Frame.RST_STREAM -> reset(bytes, at, length, streamId);
            case Frame.PUSH_PROMISE -> throw ConnectionError.protocol("PUSH_PROMISE");
            case Frame.WINDOW_UPDATE -> {
                floodGuard.windowUpdate();
                windowUpdate(bytes, at, length, streamId);
            }
            default -> {
                floodGuard.countIgnored();
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
                throw ConnectionError.protocol("padding exceeds DATA");
            }
        }
        boolean room = credit.take(length);
        if (endpoint.streamWindow().isFull() && credit.mustLowerWindows()) {
            endpoint.lowerWindows();
        }
        boolean end = (flags & Frame.END_STREAM) != 0;
        var stream = endpoint.stream(streamId);
        if (stream == null) {
            consumed(length);
            dataOfUnknown(streamId, length > padding);
            return;
        }
        if (length > padding) {
            floodGuard.received();
        } else if (!end) {
            floodGuard.countIgnored();
        }
        if (room || stream.makeRoom(length)) {
            stream.received(bytes, from, length - padding, padding, end);
        } else {
            stream.dropped(length, end);
        }
    }

    /// A peer that did not yet know that the stream is closed may have sent a window full of small
    /// frames, so DATA that crossed our reset is not counted.
    private void dataOfUnknown(int streamId, boolean content) throws ConnectionError {
        requireNotIdle(streamId, "DATA");
        boolean crossed =
                endpoint.closerOf(streamId) == ClosedStreams.By.US
                        || endpoint.isAboveGoAway(streamId);
        if (!crossed || !content) {
            floodGuard.countIgnored();
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
        endpoint.peerHasSeen(head.streamId());
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
            floodGuard.countReset();
            var code = ErrorCode.of(BigEndian.int32(bytes, at + HEADER_SIZE));
            if (code != ErrorCode.REFUSED_STREAM) {
                endpoint.peerHasSeen(streamId);
            }
            stream.receivedReset(code);
        } else {
            floodGuard.countIgnored();
        }
    }

    private void settings(byte[] bytes, int at, int length, int flags, int streamId)
            throws ConnectionError {
        requireConnection(streamId, "SETTINGS");
        floodGuard.settings();
        if ((flags & Frame.ACK) != 0) {
            requireLength(length == 0, "SETTINGS acknowledgement");
            if (!settingsReceived) {
                throw ConnectionError.protocol("the first frame is not SETTINGS");
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
        long data = BigEndian.int64(bytes, at + HEADER_SIZE);
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
        var code = ErrorCode.of(BigEndian.int32(bytes, at + HEADER_SIZE + 4));
        endpoint.goneAway(last, code);
        endpoint.events().onGoAway(last, code);
    }

    private void windowUpdate(byte[] bytes, int at, int length, int streamId)
            throws ConnectionError {
        requireLength(length == 4, "WINDOW_UPDATE");
        int credit = Frame.int31(bytes, at + HEADER_SIZE);
        if (streamId != 0) {
            requireNotIdle(streamId, "WINDOW_UPDATE");
            var stream = endpoint.stream(streamId);
            endpoint.peerHasSeen(streamId);
            if (stream != null) {
                stream.receivedCredit(credit);
            }
        } else if (credit == 0) {
            throw ConnectionError.protocol("WINDOW_UPDATE of 0");
        } else if (!endpoint.scheduler().window().change(credit)) {
            throw new ConnectionError(ErrorCode.FLOW_CONTROL_ERROR, "connection window overflow");
        }
    }

    private void requireNotIdle(int streamId, String frame) throws ConnectionError {
        if (endpoint.stream(streamId) == null && endpoint.isIdle(streamId)) {
            throw ConnectionError.protocol(frame + " on idle stream " + streamId);
        }
    }

    private static void requireStream(int streamId, String frame) throws ConnectionError {
        if (streamId == 0) {
            throw ConnectionError.protocol(frame + " on stream 0");
        }
    }

    private static void requireConnection(int streamId, String frame) throws ConnectionError {
        if (streamId != 0) {
            throw ConnectionError.protocol(frame + " on stream " + streamId);
        }
    }

    private static void requireLength(boolean valid, String frame) throws ConnectionError {
        if (!valid) {
            throw new ConnectionError(ErrorCode.FRAME_SIZE_ERROR, "wrong length of " + frame);
        }
    }
}
