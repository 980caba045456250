package io.monopod.datapath.http2.frame;

import java.io.IOException;

/// The byte stream under a connection. One thread reads while another writes.
public interface Transport {
    /// Blocks until bytes arrive, and reads them into `bytes` from index `from` up to the end.
    ///
    /// @return the number of bytes read; below 1 at the end of the stream
    int read(byte[] bytes, int from) throws IOException;

    /// Blocks until `length` bytes from index `from` on are written.
    void write(byte[] bytes, int from, int length) throws IOException;

    /// Signals the end of writing to the peer, if the transport can. Blocks like [#write].
    default void finish() throws IOException {}

    /// Ends reading and writing on all threads. May be called again.
    void close();
}
