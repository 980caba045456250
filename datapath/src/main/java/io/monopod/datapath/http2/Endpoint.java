package io.monopod.datapath.http2;

import io.monopod.datapath.http2.frame.ConnectionError;
import io.monopod.datapath.http2.frame.DecodedHeaders;
import io.monopod.datapath.http2.frame.ErrorCode;
import io.monopod.datapath.http2.frame.FrameReader;
import io.monopod.datapath.http2.frame.FrameWriter;
import io.monopod.datapath.http2.frame.Outbox;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One end of an HTTP/2 connection: all of RFC 9113 except the content of the streams.
///
/// Guarded by a lock of its owner, which may guard several endpoints. It never blocks: it appends
/// what it sends to its [Outbox], which the owner writes.
///
/// @param <H> the result of reading a header block
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
    private final WindowSize streamWindow;
    private int settingsUnacknowledged;

    /// The number of SETTINGS acknowledgements until the peer knows the lower stream windows; 0 if
    /// it knows, or none were lowered.
    private int acksUntilLowered;

    /// @param now on the clock of [System#nanoTime()]
    Endpoint(EndpointConfig config, ConnectionEvents events, PeerSettings peer, long now) {
        this.config = config;
        this.peer = peer;
        this.events = events;
        streamWindow = new WindowSize(config.streamWindow());
        out = new Outbox(events::onOutput, events.memory());
        writer = new FrameWriter(out);
        scheduler = new SendScheduler<>(out, config.outputHighWater(), events.memory());
        inbound = new Inbound<>(this, now);
    }

    /// HEADERS arrived for a stream that is not open.
    abstract void headersOfUnknown(DecodedHeaders<H> head) throws ConnectionError;

    /// Whether the stream is idle: neither end has opened it (RFC 9113, section 5.1).
    abstract boolean isIdle(int streamId);

    /// Whether the stream is above the last one that our GOAWAY named.
    abstract boolean isAboveGoAway(int streamId);

    /// The peer sent GOAWAY.
    abstract void goneAway(int lastStreamId, ErrorCode code);

    /// A frame proves that the peer has seen that stream.
    void peerHasSeen(int streamId) {}

    /// The highest stream of the peer that we may have processed.
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

    /// Whether the peer has sent SETTINGS, which must be its first frame.
    public final boolean settingsReceived() {
        return inbound.settingsReceived();
    }

    /// Whether the peer has not acknowledged all of our SETTINGS.
    public final boolean awaitsSettingsAck() {
        return settingsUnacknowledged > 0;
    }

    /// Applies a batch of frames.
    ///
    /// @param now on the clock of [System#nanoTime()]
    /// @throws ConnectionError at the frame that broke the connection; the caller sends GOAWAY and
    ///   closes
    public final void receive(FrameReader<H> frames, long now) throws ConnectionError {
        try {
            inbound.receive(frames, now);
        } finally {
            scheduler.resume();
        }
    }

    /// The writer has taken bytes from the outbox, so streams that waited for room may send.
    public final void resume() {
        scheduler.resume();
    }

    public final void ping(long data) {
        writer.ping(data);
    }

    /// Sends an empty SETTINGS frame, which the peer must acknowledge.
    public final void probe() {
        writer.settings(Map.of());
        settingsUnacknowledged++;
    }

    /// Sends GOAWAY with the last stream that we accepted.
    public final void goAway(ErrorCode code) {
        writer.goAway(lastPeerStream(), code);
    }

    /// The connection is closed: resets each open stream.
    public final void disconnected() {
        for (var stream : streams.all()) {
            stream.receivedReset(ErrorCode.CANCEL);
        }
    }

    /// Releases memory. Called while the connection is idle.
    public final void trim() {
        streams.trim();
        out.trim();
    }

    /// A copy of the list of open streams.
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

    /// The size of each stream's receive window.
    final WindowSize streamWindow() {
        return streamWindow;
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
            inbound.floodGuard().completed();
        }
        events.onStreamClosed();
    }

    final ClosedStreams.By closerOf(int streamId) {
        return closedStreams.closerOf(streamId);
    }

    final void settingsAcknowledged() {
        settingsUnacknowledged = Math.max(0, settingsUnacknowledged - 1);
        if (acksUntilLowered > 0 && --acksUntilLowered == 0) {
            streamWindow.acknowledged();
            inbound.windowsLowered();
        }
    }

    /// Too much DATA waits: lowers the window of every stream.
    final void lowerWindows() {
        streamWindow.lower();
        offerWindow();
        acksUntilLowered = settingsUnacknowledged;
        streams.all().forEach(Stream::windowLowered);
    }

    final void raiseWindows() {
        streamWindow.raise();
        offerWindow();
    }

    private void offerWindow() {
        writer.settings(Map.of(PeerSettings.INITIAL_WINDOW_SIZE, streamWindow.offered()));
        settingsUnacknowledged++;
    }
}
