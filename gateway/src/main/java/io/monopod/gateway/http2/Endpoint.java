package io.monopod.gateway.http2;

import static io.monopod.gateway.http2.Frame.HEADER_SIZE;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One end of an HTTP/2 connection: everything that RFC 9113 asks, except what the streams carry.
///
/// Guarded by one lock of its owner's, which may span several endpoints. It never blocks: what it
/// sends goes into its [Outbox], which the owner writes.
///
/// @param <H> what the reader of header blocks makes of one
public abstract class Endpoint<H> {
    private final EndpointConfig config;
    private final ConnectionEvents events;
    private final Outbox out;
    private final FrameWriter writer;
    private final SendScheduler<H> scheduler;
    private final ReceiveWindow receiveWindow;
    private final PeerSettings peer;
    private final StreamTable<Stream<H>> streams = new StreamTable<>();
    private final ClosedStreams closedStreams = new ClosedStreams();
    private boolean settingsReceived;
    private int settingsUnacknowledged;

    Endpoint(EndpointConfig config, ConnectionEvents events, PeerSettings peer) {
        this.config = config;
        this.peer = peer;
        this.events = events;
        out = new Outbox(events::onOutput);
        writer = new FrameWriter(out);
        scheduler = new SendScheduler<>(out, config.outputHighWater());
        receiveWindow = new ReceiveWindow(config.connectionWindow());
    }

    /// HEADERS for a stream that is not open.
    abstract void headersOfUnknown(Head<H> head) throws ConnectionError;

    /// Whether nobody has opened the stream yet (RFC 9113, section 5.1, "idle").
    abstract boolean isIdle(int streamId);

    /// Whether our GOAWAY has told the peer that the stream is not taken.
    abstract boolean isAboveGoAway(int streamId);

    /// The peer will open no streams, or serve none, above `lastStreamId`.
    abstract void goneAway(int lastStreamId);

    /// The highest stream of the peer's that we may have acted on.
    abstract int lastPeerStream();

    public final Outbox out() {
        return out;
    }

    public final PeerSettings peer() {
        return peer;
    }

    public final int streamCount() {
        return streams.size();
    }

    /// @return null if no such stream is open
    public final @Nullable Stream<H> stream(int streamId) {
        return streams.get(streamId);
    }

    /// Whether the peer has sent its SETTINGS, which it must do first.
    public final boolean settingsReceived() {
        return settingsReceived;
    }

    /// Whether the peer owes us the acknowledgement of SETTINGS.
    public final boolean awaitsSettingsAck() {
        return settingsUnacknowledged > 0;
    }

    /// Applies a batch of frames.
    ///
    /// @throws ConnectionError at the frame that broke the connection, which is to be told and
    ///   ended
    public final void receive(FrameReader<H> frames) throws ConnectionError {
        try {
            for (int at = frames.nextFrame(); at >= 0; at = frames.nextFrame()) {
                receive(frames, at);
            }
            var failure = frames.failure();
            if (failure != null) {
                throw failure;
            }
        } finally {
            scheduler.resume();
        }
    }

    /// The writer has taken octets away: streams that waited for room may send.
    public final void resume() {
        scheduler.resume();
    }

    public final void ping(long data) {
        writer.ping(data);
    }

    /// An empty SETTINGS frame, which the peer has to acknowledge.
    public final void probe() {
        writer.settings(Map.of());
        settingsUnacknowledged++;
    }

    /// Tells the peer the last stream of its that was taken.
    public final void goAway(ErrorCode code) {
        writer.goAway(lastPeerStream(), code);
    }

    /// The connection is gone: each open stream is told that it was reset.
    public final void disconnected() {
        for (var stream : streams.all()) {
            stream.receivedReset(ErrorCode.CANCEL);
        }
    }

    /// Gives memory back; the connection is idle.
    public final void trim() {
        streams.trim();
        out.trim();
    }

    /// A copy.
    public final List<Stream<H>> openStreams() {
        return streams.all();
    }

    final EndpointConfig config() {
        return config;
    }

    final FrameWriter writer() {
        return writer;
    }

    final SendScheduler<H> scheduler() {
        return scheduler;
    }

    /// Sends our settings and opens the connection's window, once.
    final void start(Map<Integer, Integer> ours) {
        var settings = new LinkedHashMap<>(ours);
        settings.put(PeerSettings.INITIAL_WINDOW_SIZE, config.streamWindow());
        settings.put(PeerSettings.MAX_HEADER_LIST_SIZE, config.maxHeaderListSize());
        writer.settings(settings);
        settingsUnacknowledged++;
        writer.windowUpdate(0, config.connectionWindow() - SendWindow.DEFAULT);
    }

    final void add(Stream<H> stream, int streamId) {
        stream.opened(streamId);
        streams.add(stream);
    }

    final void forget(Stream<H> stream, ClosedStreams.By by) {
        streams.remove(stream);
        closedStreams.add(stream.id(), by);
        events.onStreamClosed();
    }

    final ClosedStreams.By closerOf(int streamId) {
        return closedStreams.closerOf(streamId);
    }

    final void passedOn(int octets) {
        int credit = receiveWindow.passOn(octets);
        if (credit > 0) {
            writer.windowUpdate(0, credit);
        }
    }

    static ConnectionError protocolError(String message) {
        return new ConnectionError(ErrorCode.PROTOCOL_ERROR, message);
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
            case Frame.HEADERS, Frame.CONTINUATION -> {
                if ((flags & Frame.END_HEADERS) != 0) {
                    headers(frames.nextHead());
                }
            }
            case Frame.PRIORITY -> priority(length, streamId);
            case Frame.RST_STREAM -> reset(bytes, at, length, streamId);
            case Frame.SETTINGS -> settings(bytes, at, length, flags, streamId);
            case Frame.PUSH_PROMISE -> throw protocolError("PUSH_PROMISE");
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
        if (!receiveWindow.take(length)) {
            throw new ConnectionError(ErrorCode.FLOW_CONTROL_ERROR, "connection window exceeded");
        }
        var stream = streams.get(streamId);
        boolean end = (flags & Frame.END_STREAM) != 0;
        if (stream != null) {
            stream.received(bytes, from, length - padding, padding, end);
        } else {
            passedOn(length);
            dataOfUnknown(streamId);
        }
    }

    private void dataOfUnknown(int streamId) throws ConnectionError {
        requireNotIdle(streamId, "DATA");
        if (closerOf(streamId) != ClosedStreams.By.US && !isAboveGoAway(streamId)) {
            writer.reset(streamId, ErrorCode.STREAM_CLOSED);
        }
    }

    private void headers(Head<H> head) throws ConnectionError {
        var stream = streams.get(head.streamId());
        if (stream != null) {
            stream.received(head.content(), head.end());
        } else {
            headersOfUnknown(head);
        }
    }

    /// Deprecated and ignored (section 5.3.2), but its form is still checked (section 6.3).
    private void priority(int length, int streamId) throws ConnectionError {
        requireStream(streamId, "PRIORITY");
        if (length != 5) {
            var stream = streams.get(streamId);
            if (stream != null) {
                stream.violation(ErrorCode.FRAME_SIZE_ERROR);
            } else {
                writer.reset(streamId, ErrorCode.FRAME_SIZE_ERROR);
            }
        }
    }

    private void reset(byte[] bytes, int at, int length, int streamId) throws ConnectionError {
        requireStream(streamId, "RST_STREAM");
        requireLength(length == 4, "RST_STREAM");
        requireNotIdle(streamId, "RST_STREAM");
        var stream = streams.get(streamId);
        if (stream != null) {
            stream.receivedReset(ErrorCode.of(Octets.int32(bytes, at + HEADER_SIZE)));
        }
    }

    private void settings(byte[] bytes, int at, int length, int flags, int streamId)
            throws ConnectionError {
        requireConnection(streamId, "SETTINGS");
        if ((flags & Frame.ACK) != 0) {
            requireLength(length == 0, "SETTINGS acknowledgement");
            if (!settingsReceived) {
                throw protocolError("the first frame is not SETTINGS");
            }
            settingsUnacknowledged = Math.max(0, settingsUnacknowledged - 1);
        } else {
            requireLength(length % 6 == 0, "SETTINGS");
            changeWindows(peer.apply(bytes, at + HEADER_SIZE, length));
            settingsReceived = true;
            writer.settingsAck();
        }
        events.onSettings();
    }

    private void changeWindows(int by) throws ConnectionError {
        if (by == 0) {
            return;
        }
        for (var stream : streams.all()) {
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
            writer.pingAck(data);
        } else {
            events.onPong(data);
        }
    }

    private void goAway(byte[] bytes, int at, int length, int streamId) throws ConnectionError {
        requireConnection(streamId, "GOAWAY");
        requireLength(length >= 8, "GOAWAY");
        int last = Frame.int31(bytes, at + HEADER_SIZE);
        goneAway(last);
        events.onGoAway(last, ErrorCode.of(Octets.int32(bytes, at + HEADER_SIZE + 4)));
    }

    private void windowUpdate(byte[] bytes, int at, int length, int streamId)
            throws ConnectionError {
        requireLength(length == 4, "WINDOW_UPDATE");
        int credit = Frame.int31(bytes, at + HEADER_SIZE);
        if (streamId != 0) {
            requireNotIdle(streamId, "WINDOW_UPDATE");
            var stream = streams.get(streamId);
            if (stream != null) {
                stream.receivedCredit(credit);
            }
        } else if (credit == 0) {
            throw protocolError("WINDOW_UPDATE of 0");
        } else if (!scheduler.window().change(credit)) {
            throw new ConnectionError(ErrorCode.FLOW_CONTROL_ERROR, "connection window overflow");
        }
    }

    private void requireNotIdle(int streamId, String frame) throws ConnectionError {
        if (streams.get(streamId) == null && isIdle(streamId)) {
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
}
