package io.monopod.benchmarks.backend;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/// What was read and not parsed yet; one for all connections of an event loop.
final class Input {
    final byte[] bytes = new byte[256 * 1024];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes);

    /// Reads what there is behind `before`.
    ///
    /// @return whether the stream goes on
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
