package io.monopod.datapath.http2;

import io.monopod.datapath.http2.frame.BigEndian;
import io.monopod.datapath.http2.frame.HeaderBlock;

import org.jspecify.annotations.Nullable;

/// DATA, and then the end, that a stream cannot send while its window or its connection is full.
/// The sender's own receive window bounds its size.
final class SendQueue {
    private byte[] bytes = BigEndian.NONE;
    private int from;
    private int to;
    private boolean ended;
    private @Nullable HeaderBlock trailers;

    void add(byte[] source, int at, int length) {
        if (bytes.length - to < length) {
            makeRoom(length);
        }
        System.arraycopy(source, at, bytes, to, length);
        to += length;
    }

    void end() {
        ended = true;
    }

    void end(HeaderBlock block) {
        ended = true;
        trailers = block;
    }

    int size() {
        return to - from;
    }

    /// Whether the last DATA frame bears END_STREAM.
    boolean endsWithData() {
        return ended && trailers == null;
    }

    @Nullable HeaderBlock trailers() {
        return trailers;
    }

    byte[] array() {
        return bytes;
    }

    int from() {
        return from;
    }

    void skip(int byteCount) {
        from += byteCount;
        if (from == to) {
            from = 0;
            to = 0;
        }
    }

    private void makeRoom(int length) {
        int size = size();
        var larger = bytes.length >= 2 * (size + length) ? bytes : new byte[2 * (size + length)];
        System.arraycopy(bytes, from, larger, 0, size);
        bytes = larger;
        from = 0;
        to = size;
    }
}
