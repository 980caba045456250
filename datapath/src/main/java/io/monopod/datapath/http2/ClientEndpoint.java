package io.monopod.datapath.http2;

import io.monopod.datapath.http2.frame.ConnectionError;
import io.monopod.datapath.http2.frame.DecodedHeaders;
import io.monopod.datapath.http2.frame.ErrorCode;

import java.util.LinkedHashMap;

/// The client endpoint of a connection: it opens the streams.
public final class ClientEndpoint<H> extends Endpoint<H> {
    private static final int OUT_OF_IDS = Integer.MAX_VALUE - 1;

    private int nextStream = 1;
    private boolean goneAway;

    /// The peer says that it has not seen any stream above this one (GOAWAY).
    private int lastClaimed = Integer.MAX_VALUE;

    /// The highest stream that the peer has provably seen.
    private int lastProven;

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

    /// Whether the peer accepts another stream now.
    public boolean mayOpen() {
        return !exhausted() && streamCount() < peer().maxStreams();
    }

    /// Whether this connection will never take another stream.
    public boolean exhausted() {
        return goneAway || nextStream >= OUT_OF_IDS;
    }

    /// Opens a stream. The caller sends its headers at once.
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

    /// Some servers name stream 0 in every GOAWAY, whatever they have processed. Retrying their
    /// calls would run them twice. Once a peer is not believed, the streams that it denies stay
    /// open, and end with the connection.
    @Override
    void goneAway(int lastStreamId, ErrorCode code) {
        goneAway = true;
        lastClaimed = Math.min(lastClaimed, lastStreamId);
        boolean names0 = lastStreamId == 0 && code != ErrorCode.NO_ERROR && nextStream > 1;
        if (names0 || lastProven > lastClaimed) {
            events().onLie();
        }
        if (events().isBelieved()) {
            for (var stream : openStreams()) {
                if (stream.id() > lastStreamId) {
                    stream.receivedReset(ErrorCode.REFUSED_STREAM);
                }
            }
        }
    }

    @Override
    void peerHasSeen(int streamId) {
        lastProven = Math.max(lastProven, streamId);
        if (streamId > lastClaimed) {
            events().onLie();
        }
    }

    @Override
    void headersOfUnknown(DecodedHeaders<H> head) throws ConnectionError {
        if (isIdle(head.streamId())) {
            throw ConnectionError.protocol("HEADERS on idle stream " + head.streamId());
        }
        inbound().floodGuard().countIgnored();
        // A response that crossed our RST_STREAM, or came after its stream's end, is ignored.
    }
}
