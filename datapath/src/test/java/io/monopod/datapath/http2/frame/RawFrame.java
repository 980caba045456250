package io.monopod.datapath.http2.frame;

import io.monopod.datapath.http2.header.HeaderEncoder;
import io.monopod.datapath.http2.header.HeaderList;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;

/// A frame as it is on the wire, valid or not.
public final class RawFrame {
    public static final int DATA = Frame.DATA;
    public static final int HEADERS = Frame.HEADERS;
    public static final int PRIORITY = Frame.PRIORITY;
    public static final int RST_STREAM = Frame.RST_STREAM;
    public static final int SETTINGS = Frame.SETTINGS;
    public static final int PUSH_PROMISE = Frame.PUSH_PROMISE;
    public static final int PING = Frame.PING;
    public static final int GOAWAY = Frame.GOAWAY;
    public static final int WINDOW_UPDATE = Frame.WINDOW_UPDATE;
    public static final int CONTINUATION = Frame.CONTINUATION;
    public static final int ACK = Frame.ACK;
    public static final int END_STREAM = Frame.END_STREAM;
    public static final int END_HEADERS = Frame.END_HEADERS;
    public static final int PADDED = Frame.PADDED;
    public static final int WITH_PRIORITY = Frame.WITH_PRIORITY;

    private final int type;
    private final int flags;
    private final int streamId;
    private final byte[] payload;

    public RawFrame(int type, int flags, int streamId, byte... payload) {
        this.type = type;
        this.flags = flags;
        this.streamId = streamId;
        this.payload = payload.clone();
    }

    public static RawFrame headers(int streamId, HeaderList list) {
        return new RawFrame(Frame.HEADERS, Frame.END_HEADERS, streamId, encode(list));
    }

    public static RawFrame lastHeaders(int streamId, HeaderList list) {
        return headers(streamId, list).with(Frame.END_STREAM);
    }

    /// HEADERS with these bytes as the block.
    public static RawFrame block(int streamId, byte... block) {
        return new RawFrame(Frame.HEADERS, Frame.END_HEADERS, streamId, block);
    }

    /// CONTINUATION with the last part of a header block.
    public static RawFrame continuation(int streamId, byte... part) {
        return new RawFrame(Frame.CONTINUATION, Frame.END_HEADERS, streamId, part);
    }

    public static RawFrame priority(int streamId, int dependsOn) {
        return new RawFrame(Frame.PRIORITY, 0, streamId, join(int32(dependsOn), new byte[] {16}));
    }

    public static RawFrame data(int streamId, byte... payload) {
        return new RawFrame(Frame.DATA, 0, streamId, payload);
    }

    public static RawFrame lastData(int streamId, byte... payload) {
        return data(streamId, payload).with(Frame.END_STREAM);
    }

    public static RawFrame reset(int streamId, ErrorCode code) {
        return new RawFrame(Frame.RST_STREAM, 0, streamId, int32(code.code()));
    }

    public static RawFrame windowUpdate(int streamId, int credit) {
        return new RawFrame(Frame.WINDOW_UPDATE, 0, streamId, int32(credit));
    }

    public static RawFrame ping(long data) {
        var payload = new byte[8];
        BigEndian.putInt64(payload, 0, data);
        return new RawFrame(Frame.PING, 0, 0, payload);
    }

    public static RawFrame goAway(int lastStreamId, ErrorCode code) {
        return new RawFrame(Frame.GOAWAY, 0, 0, join(int32(lastStreamId), int32(code.code())));
    }

    /// @param idsAndValues id, value, id, value, ...
    public static RawFrame settings(int... idsAndValues) {
        var payload = new byte[idsAndValues.length * 3];
        for (int i = 0; i < idsAndValues.length; i += 2) {
            BigEndian.putInt16(payload, i * 3, idsAndValues[i]);
            BigEndian.putInt32(payload, i * 3 + 2, idsAndValues[i + 1]);
        }
        return new RawFrame(Frame.SETTINGS, 0, 0, payload);
    }

    public static RawFrame settingsAck() {
        return new RawFrame(Frame.SETTINGS, Frame.ACK, 0);
    }

    public RawFrame with(int flag) {
        return new RawFrame(type, flags | flag, streamId, payload);
    }

    public RawFrame without(int flag) {
        return new RawFrame(type, flags & ~flag, streamId, payload);
    }

    /// The same frame with bytes before and after its payload.
    public RawFrame around(byte[] before, byte[] after) {
        return new RawFrame(type, flags, streamId, join(before, payload, after));
    }

    public int type() {
        return type;
    }

    public int streamId() {
        return streamId;
    }

    public byte[] payload() {
        return payload.clone();
    }

    public boolean has(int flag) {
        return (flags & flag) != 0;
    }

    public boolean is(int otherType) {
        return type == otherType;
    }

    /// The error code of RST_STREAM or GOAWAY.
    public ErrorCode errorCode() {
        return ErrorCode.of(BigEndian.int32(payload, type == Frame.GOAWAY ? 4 : 0));
    }

    /// The first number in the payload of WINDOW_UPDATE, RST_STREAM and GOAWAY.
    public int number() {
        return BigEndian.int32(payload, 0);
    }

    public byte[] bytes() {
        var raw = new byte[Frame.HEADER_SIZE + payload.length];
        BigEndian.putInt32(raw, 0, payload.length << 8 | type);
        raw[4] = (byte) flags;
        BigEndian.putInt32(raw, 5, streamId);
        System.arraycopy(payload, 0, raw, Frame.HEADER_SIZE, payload.length);
        return raw;
    }

    public static byte[] encode(HeaderList list) {
        return HeaderEncoder.encode(list).bytes();
    }

    public static byte[] int32(int value) {
        var raw = new byte[4];
        BigEndian.putInt32(raw, 0, value);
        return raw;
    }

    public static byte[] join(byte[]... parts) {
        var whole = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(whole::writeBytes);
        return whole.toByteArray();
    }

    @Override
    public String toString() {
        return "frame type=%d flags=%x stream=%d length=%d payload=%s"
                .formatted(
                        type,
                        flags,
                        streamId,
                        payload.length,
                        HexFormat.of().formatHex(payload, 0, Math.min(32, payload.length)));
    }
}
