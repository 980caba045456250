package io.monopod.gateway.http2;

import org.jspecify.annotations.Nullable;

/// What a stream has yet to send when its window or its connection is full: DATA, then the end. The
/// sender's own window bounds its size.
final class SendQueue {
    private byte[] bytes = Octets.NONE;
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

    /// Whether the last octet of DATA is to bear END_STREAM.
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

    void skip(int octets) {
        from += octets;
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
