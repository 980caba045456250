package io.monopod.benchmarks.backend;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/// Bytes that were read but not parsed yet; one buffer for all connections of an event loop.
final class Input {
    final byte[] bytes = new byte[256 * 1024];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes);

    /// Reads what is available, after `before`.
    ///
    /// @return false at the end of the stream
    boolean read(byte[] before, SocketChannel channel) throws IOException {
        buffer.clear().put(before);
        return channel.read(buffer) >= 0;
    }

    int size() {
        return buffer.position();
    }

    byte[] from(int offset) {
        return Arrays.copyOfRange(bytes, offset, size());
    }
}
