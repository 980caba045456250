package io.monopod.gateway.proxy;

import io.monopod.gateway.http2.Transport;

import java.io.IOException;
import java.time.Duration;

/// The last that is heard of a client that is turned away: it is read for a moment and what comes
/// is thrown away. If a connection is closed with octets unread, the kernel resets it, and a client
/// that is still sending would never learn why.
record Farewell(Transport transport, Deadlines deadlines) {
    private static final Duration LENGTH = Duration.ofSeconds(1);

    /// Blocks.
    ///
    /// @throws IOException if the client did not wait for the end
    void hearOut() throws IOException {
        var end = deadlines.schedule(LENGTH, transport::close);
        var unheard = new byte[8192];
        try {
            while (transport.read(unheard, 0) > 0) {
                Side.letOthersRun();
            }
        } finally {
            end.cancel();
        }
    }
}
