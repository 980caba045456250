package io.monopod.gateway.http2;

import java.io.IOException;

/// The byte stream under a connection. One thread reads while another one writes.
public interface Transport {
    /// Blocks until there are bytes, and reads them into `bytes` from `from` up to its end.
    ///
    /// @return how many were read, or a number below 1 at the end of the stream
    int read(byte[] bytes, int from) throws IOException;

    /// Blocks until `length` bytes are written, from `from` on.
    void write(byte[] bytes, int from, int length) throws IOException;

    /// Tells the peer that all is written, if the transport has a way to. Blocks as [#write].
    default void finish() throws IOException {}

    /// Ends reading and writing on whatever thread; may be called again.
    void close();
}
