package io.monopod.benchmarks.backend;

import io.netty.buffer.ByteBuf;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Outgoing frames, collected for a single write. Grows as needed.
final class Output {
    private byte[] bytes = new byte[64 * 1024];
    private int size;

    int size() {
        return size;
    }

    void frameHead(int length, int type, int flags, int stream) {
        room(Http2.FRAME_HEAD);
        bytes[size] = (byte) (length >> 16);
        bytes[size + 1] = (byte) (length >> 8);
        bytes[size + 2] = (byte) length;
        bytes[size + 3] = (byte) type;
        bytes[size + 4] = (byte) flags;
        size += 5;
        int32(stream);
    }

    void int16(int value) {
        room(2);
        bytes[size] = (byte) (value >> 8);
        bytes[size + 1] = (byte) value;
        size += 2;
    }

    void int32(int value) {
        int16(value >> 16);
        int16(value);
    }

    void put(byte[] from, int offset, int length) {
        room(length);
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
    }

    void put(ByteBuf from) {
        var length = from.readableBytes();
        room(length);
        from.readBytes(bytes, size, length);
        size += length;
    }

    /// All frames since the last call; valid until the next `put`.
    ByteBuffer take() {
        var taken = ByteBuffer.wrap(bytes, 0, size);
        size = 0;
        return taken;
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
