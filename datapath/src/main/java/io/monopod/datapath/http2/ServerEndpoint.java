package io.monopod.datapath.http2;

import io.monopod.datapath.http2.frame.ConnectionError;
import io.monopod.datapath.http2.frame.DecodedHeaders;
import io.monopod.datapath.http2.frame.ErrorCode;

import java.util.Map;

/// The server endpoint of a connection: it accepts the streams that the peer opens.
public final class ServerEndpoint<H> extends Endpoint<H> {
    /// Creates the stream for a request. The request follows at once as the stream's first
    /// [Stream#onHeaders]; the stream can be answered or reset only from there on.
    public interface Acceptor<H> {
        Stream<H> accept(H head);

        /// The request came too late, above the last stream of our GOAWAY. Nothing was done for it.
        void discard(H head);
    }

    /// The highest id. GOAWAY names it while the last stream is not yet known.
    private static final int MAX_STREAM_ID = Integer.MAX_VALUE;

    private final Acceptor<H> acceptor;
    private int lastStream;
    private int lastTaken = MAX_STREAM_ID;

    /// @param now on the clock of [System#nanoTime()]
    public ServerEndpoint(
            EndpointConfig config, ConnectionEvents events, Acceptor<H> acceptor, long now) {
        super(config, events, new PeerSettings(true), now);
        this.acceptor = acceptor;
    }

    /// Sends SETTINGS; the peer's preface may come before or after.
    public void start() {
        start(Map.of(PeerSettings.MAX_CONCURRENT_STREAMS, config().maxStreams()));
    }

    /// The first GOAWAY of a graceful shutdown (RFC 9113, section 6.8): the peer should open no
    /// more streams, but those in flight are still accepted.
    public void announceGoAway() {
        writer().goAway(MAX_STREAM_ID, ErrorCode.NO_ERROR);
    }

    /// The second GOAWAY: it names the last accepted stream.
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
    void goneAway(int lastStreamId, ErrorCode code) {
        // A client that goes away opens no streams; its open ones continue.
    }

    @Override
    void headersOfUnknown(DecodedHeaders<H> head) throws ConnectionError {
        int id = head.streamId();
        if ((id & 1) == 0) {
            throw ConnectionError.protocol("a client opened stream " + id);
        }
        if (isAboveGoAway(id)) {
            lastStream = Math.max(lastStream, id);
            inbound().floodGuard().countIgnored();
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
            case US -> inbound().floodGuard().countIgnored(); // it crossed our RST_STREAM
            case PEER, BOTH ->
                    throw new ConnectionError(ErrorCode.STREAM_CLOSED, "HEADERS on closed " + id);
            case UNKNOWN -> throw ConnectionError.protocol("stream " + id + " opened out of order");
        }
    }
}
