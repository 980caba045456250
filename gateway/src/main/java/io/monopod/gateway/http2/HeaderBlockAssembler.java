package io.monopod.gateway.http2;

import static io.monopod.gateway.http2.Frame.HEADER_SIZE;

import java.util.Arrays;

/// Puts a header block together from HEADERS and CONTINUATION (RFC 9113, section 4.3), which must
/// follow each other with nothing between them. A block in one frame is used where it lies.
final class HeaderBlockAssembler {
    /// Empty or tiny CONTINUATIONs cost much for nothing: no honest peer sends many.
    private static final int MOST_CONTINUATIONS = 128;

    private final int maxSize;
    private byte[] array = Octets.NONE;
    private byte[] gathered = Octets.NONE;
    private int from;
    private int size;
    private int streamId;
    private boolean endsStream;
    private boolean open;
    private int continuations;

    /// @param maxHeaderListSize a block that is larger than this cannot hold a list that is not,
    ///   save for the few octets by which a field can grow in a block
    HeaderBlockAssembler(int maxHeaderListSize) {
        maxSize = maxHeaderListSize + Frame.DEFAULT_MAX_SIZE;
    }

    /// @return whether a block is complete now
    boolean accept(byte[] bytes, int at, int length) throws ConnectionError {
        int type = Frame.type(bytes, at);
        if (open) {
            if (type != Frame.CONTINUATION || Frame.streamId(bytes, at) != streamId) {
                throw protocolError("a header block was interrupted");
            }
            return append(bytes, at, length);
        }
        if (type == Frame.CONTINUATION) {
            throw protocolError("CONTINUATION without HEADERS");
        }
        return type == Frame.HEADERS && begin(bytes, at, length);
    }

    /// Whether a block has begun and not ended.
    boolean isOpen() {
        return open;
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
            throw protocolError("HEADERS on stream 0");
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

    /// Finds the block between padding and priority (section 6.2), which are ignored.
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
            throw protocolError("padding exceeds HEADERS");
        }
        array = bytes;
        from = at + HEADER_SIZE + skipped;
        size = length - skipped - padding;
    }

    private boolean append(byte[] bytes, int at, int length) throws ConnectionError {
        continuations++;
        if (size + length > maxSize || continuations > MOST_CONTINUATIONS) {
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
            gathered = Octets.NONE;
        }
        return !open;
    }

    private static void requireLength(int length, int least) throws ConnectionError {
        if (length < least) {
            throw new ConnectionError(ErrorCode.FRAME_SIZE_ERROR, "HEADERS too short");
        }
    }

    private static ConnectionError protocolError(String message) {
        return new ConnectionError(ErrorCode.PROTOCOL_ERROR, message);
    }
}
