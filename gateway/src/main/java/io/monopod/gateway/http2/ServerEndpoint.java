package io.monopod.gateway.http2;

import java.util.Map;

/// The end of a connection that serves streams which the peer opens.
public final class ServerEndpoint<H> extends Endpoint<H> {
    /// Makes the stream for a request. The request follows at once as the stream's first
    /// [Stream#onHeaders]: only there it can be answered or reset.
    public interface Acceptor<H> {
        Stream<H> accept(H head);

        /// The request came too late (above the last stream of our GOAWAY): nothing was done.
        void discard(H head);
    }

    /// The highest id, which GOAWAY names while it is not yet known which streams are under way.
    private static final int ANY = Integer.MAX_VALUE;

    private final Acceptor<H> acceptor;
    private int lastStream;
    private int lastTaken = ANY;

    /// @param now on the clock of [System#nanoTime()]
    public ServerEndpoint(
            EndpointConfig config, ConnectionEvents events, Acceptor<H> acceptor, long now) {
        super(config, events, new PeerSettings(true), now);
        this.acceptor = acceptor;
    }

    /// Sends the settings; the peer's preface may come before or after.
    public void start() {
        start(Map.of(PeerSettings.MAX_CONCURRENT_STREAMS, config().maxStreams()));
    }

    /// The first step of a graceful end (RFC 9113, section 6.8): the peer is to open no more
    /// streams, but those that are on their way are still taken.
    public void announceGoAway() {
        writer().goAway(ANY, ErrorCode.NO_ERROR);
    }

    /// The second step: the last stream that is taken.
    public void finishGoAway() {
        lastTaken = lastStream;
        goAway(ErrorCode.NO_ERROR);
    }

    @Override
    int lastPeerStream() {
        return Math.min(lastStream, lastTaken);
    }

    @Override
    boolean isIdle(int streamId) {
        return streamId > lastStream || (streamId & 1) == 0;
    }

    @Override
    boolean isAboveGoAway(int streamId) {
        return streamId > lastTaken;
    }

    @Override
    void goneAway(int lastStreamId) {
        // A client that goes away opens no streams; those that it has run on.
    }

    @Override
    void headersOfUnknown(Head<H> head) throws ConnectionError {
        int id = head.streamId();
        if ((id & 1) == 0) {
            throw protocolError("a client opened stream " + id);
        }
        if (isAboveGoAway(id)) {
            lastStream = Math.max(lastStream, id);
            inbound().useless();
            acceptor.discard(head.content()); // the peer learns of it from our GOAWAY
            return;
        }
        if (id <= lastStream) {
            headersOfClosed(id);
            return;
        }
        lastStream = id;
        var stream = acceptor.accept(head.content());
        add(stream, id);
        stream.received(head.content(), head.end());
    }

    private void headersOfClosed(int id) throws ConnectionError {
        switch (closerOf(id)) {
            case US -> inbound().useless(); // it crossed our RST_STREAM
            case PEER, BOTH ->
                    throw new ConnectionError(ErrorCode.STREAM_CLOSED, "HEADERS on closed " + id);
            case UNKNOWN -> throw protocolError("stream " + id + " opened out of order");
        }
    }
}
