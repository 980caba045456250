package io.monopod.benchmarks.backend;

import io.netty.handler.codec.http2.Http2Exception;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/// A socket and its [Connection]. It uses the event loop's buffers, and has its own only for
/// partial input or output.
final class Peer {
    private static final byte[] NOTHING = {};

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Connection connection;
    private byte[] halfRead = NOTHING;
    private @Nullable ByteBuffer halfWritten;

    Peer(SocketChannel channel, SelectionKey key, Service service) {
        this.channel = channel;
        this.key = key;
        this.connection = new Connection(service);
    }

    /// @return whether the connection is still open
    boolean readable(Input in, Output out) throws IOException, Http2Exception {
        if (!in.read(halfRead, channel)) {
            return false;
        }
        var taken = connection.receive(in.bytes, in.size(), out);
        halfRead = taken == in.size() ? NOTHING : in.from(taken);
        write(out);
        return true;
    }

    void writable(Output out) throws IOException, Http2Exception {
        if (halfWritten != null) {
            channel.write(halfWritten);
            if (halfWritten.hasRemaining()) {
                return;
            }
            halfWritten = null;
            key.interestOps(SelectionKey.OP_READ);
        }
        write(out);
    }

    void close() throws IOException {
        channel.close();
    }

    private void write(Output out) throws IOException, Http2Exception {
        boolean more;
        do {
            more = connection.reply(out);
            if (out.size() == 0) {
                return;
            }
            var bytes = out.take();
            channel.write(bytes);
            if (bytes.hasRemaining()) {
                keep(bytes);
                return;
            }
        } while (more);
    }

    /// Reading stops until the peer has received this.
    private void keep(ByteBuffer bytes) {
        halfWritten = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
        key.interestOps(SelectionKey.OP_WRITE);
    }
}
