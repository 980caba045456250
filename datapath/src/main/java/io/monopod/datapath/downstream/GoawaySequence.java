package io.monopod.datapath.downstream;

import io.monopod.datapath.connection.ConnectionWriter;
import io.monopod.datapath.http2.ServerEndpoint;

/// Closes a client connection without losing a call (RFC 9113, section 6.8). The first GOAWAY
/// announces the end. Once the client must have seen it, the second names the last accepted stream.
/// The connection closes with the last open stream. Guarded by the lock.
final class GoawaySequence {
    /// The PING that follows the first GOAWAY.
    private static final long PING = 0x6d6f6e6f706f6421L;

    private final ServerEndpoint<?> endpoint;
    private final ConnectionWriter writer;
    private boolean last;

    GoawaySequence(ServerEndpoint<?> endpoint, ConnectionWriter writer) {
        this.endpoint = endpoint;
        this.writer = writer;
    }

    /// Tells the client to open no more streams. Its PING acknowledgement shows that it has seen
    /// that.
    void announce() {
        endpoint.announceGoAway();
        endpoint.ping(PING);
    }

    void onPong(long data) {
        if (data == PING) {
            finish();
        }
    }

    /// Accepts no more streams, and closes when the open ones have ended.
    void finish() {
        if (!last) {
            last = true;
            endpoint.finishGoAway();
            onStreamClosed();
        }
    }

    void onStreamClosed() {
        if (last && endpoint.streamCount() == 0) {
            writer.closeWhenWritten();
        }
    }
}
