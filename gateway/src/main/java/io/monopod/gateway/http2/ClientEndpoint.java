package io.monopod.gateway.http2;

import java.util.LinkedHashMap;

/// The end of a connection that opens streams.
public final class ClientEndpoint<H> extends Endpoint<H> {
    private static final int OUT_OF_IDS = Integer.MAX_VALUE - 1;

    private int nextStream = 1;
    private boolean goneAway;

    /// @param now on the clock of [System#nanoTime()]
    public ClientEndpoint(EndpointConfig config, ConnectionEvents events, long now) {
        super(config, events, new PeerSettings(false), now);
    }

    /// Sends the preface and the settings.
    public void start() {
        writer().preface();
        var settings = new LinkedHashMap<Integer, Integer>();
        settings.put(PeerSettings.ENABLE_PUSH, 0);
        start(settings);
    }

    /// Whether the peer takes one more stream now.
    public boolean mayOpen() {
        return !exhausted() && streamCount() < peer().maxStreams();
    }

    /// Whether this connection will never take another stream.
    public boolean exhausted() {
        return goneAway || nextStream >= OUT_OF_IDS;
    }

    /// Opens a stream; its headers are to be sent at once.
    public void open(Stream<H> stream) {
        add(stream, nextStream);
        nextStream += 2;
    }

    @Override
    int lastPeerStream() {
        return 0;
    }

    @Override
    boolean isIdle(int streamId) {
        return streamId >= nextStream || (streamId & 1) == 0;
    }

    @Override
    boolean isAboveGoAway(int streamId) {
        return false; // servers open no streams here
    }

    @Override
    void goneAway(int lastStreamId) {
        goneAway = true;
        for (var stream : openStreams()) {
            if (stream.id() > lastStreamId) {
                stream.receivedReset(ErrorCode.REFUSED_STREAM);
            }
        }
    }

    @Override
    void headersOfUnknown(Head<H> head) throws ConnectionError {
        if (isIdle(head.streamId())) {
            throw protocolError("HEADERS on idle stream " + head.streamId());
        }
        inbound().useless();
        // A response that crossed our RST_STREAM, or came after its end: nobody waits for it.
    }
}
