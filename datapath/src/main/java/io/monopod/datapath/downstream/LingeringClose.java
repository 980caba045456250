package io.monopod.datapath.downstream;

import io.monopod.datapath.connection.Deadlines;
import io.monopod.datapath.connection.Http2Connection;
import io.monopod.datapath.http2.frame.Transport;

import java.io.IOException;
import java.time.Duration;

/// A lingering close: reads for a moment and discards what arrives. If a socket is closed with
/// unread bytes, the kernel resets it, and a client that is still sending never sees the reason.
record LingeringClose(Transport transport, Deadlines deadlines) {
    private static final Duration LENGTH = Duration.ofSeconds(1);

    /// Blocks.
    ///
    /// @throws IOException if the client closed first
    void close() throws IOException {
        var end = deadlines.schedule(LENGTH, transport::close);
        var unheard = new byte[8192];
        try {
            while (transport.read(unheard, 0) > 0) {
                Http2Connection.letOthersRun();
            }
        } finally {
            end.cancel();
        }
    }
}
