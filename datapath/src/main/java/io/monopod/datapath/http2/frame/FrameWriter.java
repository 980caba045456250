package io.monopod.datapath.http2.frame;

import static io.monopod.datapath.http2.frame.Frame.HEADER_SIZE;

import java.util.Map;

/// Appends frames to an [Outbox].
public final class FrameWriter {
    /// Dynamic table size update to 0 (RFC 7541, section 6.3).
    private static final byte[] NO_DYNAMIC_TABLE = {0x20};

    private final Outbox out;
    private boolean tableDisabled;

    public FrameWriter(Outbox out) {
        this.out = out;
    }

    /// The client's preface, before its SETTINGS (RFC 9113, section 3.4).
    public void preface() {
        append(Frame.PREFACE, 0, Frame.PREFACE.length);
    }

    public void data(int streamId, byte[] bytes, int from, int length, boolean end) {
        header(length, Frame.DATA, end ? Frame.END_STREAM : 0, streamId);
        append(bytes, from, length);
    }

    /// @param block a header block
    /// @param more the rest of the same header block
    /// @param maxFrameSize bytes that the peer accepts in one frame; the rest goes into
    ///   CONTINUATION
    public void headers(
            int streamId, HeaderBlock block, HeaderBlock more, boolean end, int maxFrameSize) {
        // Our blocks never use the dynamic table. Set once, at the start of the first block, this
        // holds for any table size that the peer sets later (RFC 7541, section 4.2).
        var first = tableDisabled ? BigEndian.NONE : NO_DYNAMIC_TABLE;
        tableDisabled = true;
        int length = first.length + block.size() + more.size();
        int endStream = end ? Frame.END_STREAM : 0;
        if (length > maxFrameSize) {
            splitHeaders(
                    streamId, joined(first, block.bytes(), more.bytes()), endStream, maxFrameSize);
            return;
        }
        header(length, Frame.HEADERS, Frame.END_HEADERS | endStream, streamId);
        append(first, 0, first.length);
        append(block.bytes(), 0, block.size());
        append(more.bytes(), 0, more.size());
    }

    public void reset(int streamId, ErrorCode code) {
        header(4, Frame.RST_STREAM, 0, streamId);
        int32(code.code());
    }

    public void settings(Map<Integer, Integer> values) {
        header(6 * values.size(), Frame.SETTINGS, 0, 0);
        values.forEach(this::setting);
    }

    public void settingsAck() {
        header(0, Frame.SETTINGS, Frame.ACK, 0);
    }

    public void ping(long data) {
        ping(data, 0);
    }

    public void pingAck(long data) {
        ping(data, Frame.ACK);
    }

    public void goAway(int lastStreamId, ErrorCode code) {
        header(8, Frame.GOAWAY, 0, 0);
        int32(lastStreamId);
        int32(code.code());
    }

    public void windowUpdate(int streamId, int credit) {
        header(4, Frame.WINDOW_UPDATE, 0, streamId);
        int32(credit);
    }

    private void splitHeaders(int streamId, byte[] block, int endStream, int maxFrameSize) {
        header(maxFrameSize, Frame.HEADERS, endStream, streamId);
        append(block, 0, maxFrameSize);
        for (int from = maxFrameSize; from < block.length; from += maxFrameSize) {
            int length = Math.min(maxFrameSize, block.length - from);
            boolean last = from + length == block.length;
            header(length, Frame.CONTINUATION, last ? Frame.END_HEADERS : 0, streamId);
            append(block, from, length);
        }
    }

    private static byte[] joined(byte[]... parts) {
        int length = 0;
        for (var part : parts) {
            length += part.length;
        }
        var whole = new byte[length];
        int at = 0;
        for (var part : parts) {
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        return whole;
    }

    private void setting(int id, int value) {
        int at = out.grow(6);
        BigEndian.putInt16(out.array(), at, id);
        BigEndian.putInt32(out.array(), at + 2, value);
    }

    private void ping(long data, int flags) {
        header(8, Frame.PING, flags, 0);
        int at = out.grow(8);
        BigEndian.putInt64(out.array(), at, data);
    }

    private void header(int length, int type, int flags, int streamId) {
        int at = out.grow(HEADER_SIZE);
        var array = out.array();
        BigEndian.putInt32(array, at, length << 8 | type);
        array[at + 4] = (byte) flags;
        BigEndian.putInt32(array, at + 5, streamId);
    }

    private void int32(int value) {
        int at = out.grow(4);
        BigEndian.putInt32(out.array(), at, value);
    }

    private void append(byte[] bytes, int from, int length) {
        int at = out.grow(length);
        System.arraycopy(bytes, from, out.array(), at, length);
    }
}
