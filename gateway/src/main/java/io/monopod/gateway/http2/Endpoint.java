package io.monopod.gateway.http2;

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
    private final Inbound<H> inbound;
    private final PeerSettings peer;
    private final StreamTable<Stream<H>> streams = new StreamTable<>();
    private final ClosedStreams closedStreams = new ClosedStreams();
    private int settingsUnacknowledged;

    /// @param now on the clock of [System#nanoTime()]
    Endpoint(EndpointConfig config, ConnectionEvents events, PeerSettings peer, long now) {
        this.config = config;
        this.peer = peer;
        this.events = events;
        out = new Outbox(events::onOutput);
        writer = new FrameWriter(out);
        scheduler = new SendScheduler<>(out, config.outputHighWater());
        inbound = new Inbound<>(this, now);
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
        return inbound.settingsReceived();
    }

    /// Whether the peer owes us the acknowledgement of SETTINGS.
    public final boolean awaitsSettingsAck() {
        return settingsUnacknowledged > 0;
    }

    /// Applies a batch of frames.
    ///
    /// @param now on the clock of [System#nanoTime()]
    /// @throws ConnectionError at the frame that broke the connection, which is to be told and
    ///   ended
    public final void receive(FrameReader<H> frames, long now) throws ConnectionError {
        try {
            inbound.receive(frames, now);
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

    final ConnectionEvents events() {
        return events;
    }

    final Inbound<H> inbound() {
        return inbound;
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
        if (by == ClosedStreams.By.BOTH) {
            inbound.completed();
        }
        events.onStreamClosed();
    }

    final ClosedStreams.By closerOf(int streamId) {
        return closedStreams.closerOf(streamId);
    }

    final void settingsAcknowledged() {
        settingsUnacknowledged = Math.max(0, settingsUnacknowledged - 1);
    }

    static ConnectionError protocolError(String message) {
        return new ConnectionError(ErrorCode.PROTOCOL_ERROR, message);
    }
}
