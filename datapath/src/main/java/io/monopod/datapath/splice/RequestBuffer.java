package io.monopod.datapath.splice;

import io.monopod.datapath.http2.frame.HeaderBlock;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// The received bytes of a request after its headers.
final class RequestBuffer {
    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int size;
    private boolean ended;
    private @Nullable HeaderBlock trailers;
    private boolean dropped;

    void add(byte[] source, int from, int length) {
        if (dropped) {
            return;
        }
        if (bytes.length - size < length) {
            bytes = Arrays.copyOf(bytes, Math.max(size * 2, size + length));
        }
        System.arraycopy(source, from, bytes, size, length);
        size += length;
    }

    void end() {
        ended = true;
    }

    void end(HeaderBlock block) {
        ended = true;
        trailers = block;
    }

    boolean isEnded() {
        return ended;
    }

    int size() {
        return size;
    }

    /// Drops the bytes for good.
    void drop() {
        dropped = true;
        bytes = NOTHING;
        size = 0;
    }

    boolean isDropped() {
        return dropped;
    }

    /// Whether the request consists of its headers only.
    boolean isHeadOnly() {
        return ended && size == 0 && trailers == null && !dropped;
    }

    /// Sends everything received so far.
    void sendTo(UpstreamStream stream) {
        boolean endsWithData = ended && trailers == null;
        if (size > 0 || endsWithData) {
            stream.sendData(bytes, 0, size, endsWithData);
        }
        if (trailers != null) {
            stream.sendTrailers(trailers);
        }
    }
}
