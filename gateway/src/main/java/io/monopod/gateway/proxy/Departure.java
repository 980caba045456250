package io.monopod.gateway.proxy;

import io.monopod.gateway.http2.ServerEndpoint;

/// How a client is sent away without losing a call (RFC 9113, section 6.8): first it is told, and
/// once it must have seen that, it learns the last stream that is taken; with that stream the
/// connection ends. Guarded by the lock.
final class Departure {
    /// The PING that follows the first GOAWAY.
    private static final long PING = 0x6d6f6e6f706f6421L;

    private final ServerEndpoint<?> endpoint;
    private final SideWriter writer;
    private boolean last;

    Departure(ServerEndpoint<?> endpoint, SideWriter writer) {
        this.endpoint = endpoint;
        this.writer = writer;
    }

    /// Asks the client to open no more streams. The answer to the PING shows that it knows.
    void announce() {
        endpoint.announceGoAway();
        endpoint.ping(PING);
    }

    void onPong(long data) {
        if (data == PING) {
            finish();
        }
    }

    /// Takes no more streams, and ends when those that are open have ended.
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
