package io.monopod.datapath.http2.frame;

import static io.monopod.datapath.http2.frame.Frame.HEADER_SIZE;

import java.util.Arrays;

/// Assembles a header block from HEADERS and CONTINUATION frames (RFC 9113, section 4.3), which
/// must be contiguous. A block in one frame is not copied.
final class HeaderBlockAssembler {
    /// Empty or tiny CONTINUATION frames cost much and carry little; no honest peer sends many.
    private static final int MAX_CONTINUATIONS = 128;

    private final int maxSize;
    private byte[] array = BigEndian.NONE;
    private byte[] gathered = BigEndian.NONE;
    private int from;
    private int size;
    private int streamId;
    private boolean endsStream;
    private boolean open;
    private int continuations;

    /// @param maxHeaderListSize bytes; a larger block cannot decode to a list within the limit,
    ///   apart from a few bytes of encoding overhead
    HeaderBlockAssembler(int maxHeaderListSize) {
        maxSize = maxHeaderListSize + Frame.DEFAULT_MAX_SIZE;
    }

    /// @return whether a block is complete now
    boolean accept(byte[] bytes, int at, int length) throws ConnectionError {
        int type = Frame.type(bytes, at);
        if (open) {
            if (type != Frame.CONTINUATION || Frame.streamId(bytes, at) != streamId) {
                throw ConnectionError.protocol("a header block was interrupted");
            }
            return append(bytes, at, length);
        }
        if (type == Frame.CONTINUATION) {
            throw ConnectionError.protocol("CONTINUATION without HEADERS");
        }
        return type == Frame.HEADERS && begin(bytes, at, length);
    }

    /// Whether a block is incomplete.
    boolean isOpen() {
        return open;
    }

    /// Bytes held for an incomplete block.
    int held() {
        return gathered.length;
    }

    int streamId() {
        return streamId;
    }

    boolean endsStream() {
        return endsStream;
    }

    byte[] array() {
        return array;
    }

    int from() {
        return from;
    }

    int size() {
        return size;
    }

    private boolean begin(byte[] bytes, int at, int length) throws ConnectionError {
        streamId = Frame.streamId(bytes, at);
        if (streamId == 0) {
            throw ConnectionError.protocol("HEADERS on stream 0");
        }
        int flags = Frame.flags(bytes, at);
        endsStream = (flags & Frame.END_STREAM) != 0;
        locateFragment(bytes, at, length, flags);
        open = (flags & Frame.END_HEADERS) == 0;
        if (open) {
            gathered = Arrays.copyOfRange(bytes, from, from + size);
            array = gathered;
            from = 0;
            continuations = 0;
        }
        return !open;
    }

    /// Finds the fragment between padding and priority (section 6.2), which are ignored.
    private void locateFragment(byte[] bytes, int at, int length, int flags)
            throws ConnectionError {
        int skipped = 0;
        int padding = 0;
        if ((flags & Frame.PADDED) != 0) {
            requireLength(length, 1);
            padding = bytes[at + HEADER_SIZE] & 0xff;
            skipped = 1;
        }
        if ((flags & Frame.WITH_PRIORITY) != 0) {
            requireLength(length, skipped + 5);
            skipped += 5;
        }
        if (skipped + padding > length) {
            throw ConnectionError.protocol("padding exceeds HEADERS");
        }
        array = bytes;
        from = at + HEADER_SIZE + skipped;
        size = length - skipped - padding;
    }

    private boolean append(byte[] bytes, int at, int length) throws ConnectionError {
        continuations++;
        if (size + length > maxSize || continuations > MAX_CONTINUATIONS) {
            throw new ConnectionError(ErrorCode.ENHANCE_YOUR_CALM, "header block too large");
        }
        if (gathered.length < size + length) {
            gathered = Arrays.copyOf(gathered, Math.max(2 * gathered.length, size + length));
        }
        System.arraycopy(bytes, at + HEADER_SIZE, gathered, size, length);
        array = gathered;
        size += length;
        open = (Frame.flags(bytes, at) & Frame.END_HEADERS) == 0;
        if (!open) {
            gathered = BigEndian.NONE;
        }
        return !open;
    }

    private static void requireLength(int length, int min) throws ConnectionError {
        if (length < min) {
            throw new ConnectionError(ErrorCode.FRAME_SIZE_ERROR, "HEADERS too short");
        }
    }
}
