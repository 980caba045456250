package io.monopod.datapath.http2.frame;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The layout of a frame (RFC 9113, sections 4.1 and 6): a header of nine bytes, then the payload.
public final class Frame {
    /// The client's connection preface (section 3.4).
    static final byte[] PREFACE =
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    public static final int PREFACE_SIZE = PREFACE.length;

    public static final int HEADER_SIZE = 9;

    /// The frame size that every peer accepts, and the most that we accept (section 4.2).
    public static final int DEFAULT_MAX_SIZE = 16_384;

    public static final int MAX_MAX_SIZE = (1 << 24) - 1;

    public static final int DATA = 0x0;
    public static final int HEADERS = 0x1;
    public static final int PRIORITY = 0x2;
    public static final int RST_STREAM = 0x3;
    public static final int SETTINGS = 0x4;
    public static final int PUSH_PROMISE = 0x5;
    public static final int PING = 0x6;
    public static final int GOAWAY = 0x7;
    public static final int WINDOW_UPDATE = 0x8;
    public static final int CONTINUATION = 0x9;

    public static final int END_STREAM = 0x1;
    public static final int ACK = 0x1;
    public static final int END_HEADERS = 0x4;
    public static final int PADDED = 0x8;
    public static final int WITH_PRIORITY = 0x20;

    private Frame() {}

    public static boolean isPreface(byte[] bytes) {
        return Arrays.equals(bytes, PREFACE);
    }

    public static int length(byte[] bytes, int at) {
        return BigEndian.int32(bytes, at) >>> 8;
    }

    public static int type(byte[] bytes, int at) {
        return bytes[at + 3];
    }

    public static int flags(byte[] bytes, int at) {
        return bytes[at + 4];
    }

    public static int streamId(byte[] bytes, int at) {
        return int31(bytes, at + 5);
    }

    /// A number whose top bit is reserved and ignored.
    public static int int31(byte[] bytes, int at) {
        return BigEndian.int32(bytes, at) & Integer.MAX_VALUE;
    }
}
