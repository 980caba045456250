package io.monopod.gateway.http2;

/// The layout of a frame (RFC 9113, sections 4.1 and 6): a header of nine octets, then the payload.
final class Frame {
    static final int HEADER_SIZE = 9;

    /// What every peer takes, and all that we take (section 4.2).
    static final int DEFAULT_MAX_SIZE = 16_384;

    static final int LARGEST_MAX_SIZE = (1 << 24) - 1;

    static final int DATA = 0x0;
    static final int HEADERS = 0x1;
    static final int PRIORITY = 0x2;
    static final int RST_STREAM = 0x3;
    static final int SETTINGS = 0x4;
    static final int PUSH_PROMISE = 0x5;
    static final int PING = 0x6;
    static final int GOAWAY = 0x7;
    static final int WINDOW_UPDATE = 0x8;
    static final int CONTINUATION = 0x9;

    static final int END_STREAM = 0x1;
    static final int ACK = 0x1;
    static final int END_HEADERS = 0x4;
    static final int PADDED = 0x8;
    static final int WITH_PRIORITY = 0x20;

    private Frame() {}

    static int length(byte[] bytes, int at) {
        return Octets.int32(bytes, at) >>> 8;
    }

    static int type(byte[] bytes, int at) {
        return bytes[at + 3];
    }

    static int flags(byte[] bytes, int at) {
        return bytes[at + 4];
    }

    static int streamId(byte[] bytes, int at) {
        return int31(bytes, at + 5);
    }

    /// A number whose top bit is reserved and ignored.
    static int int31(byte[] bytes, int at) {
        return Octets.int32(bytes, at) & Integer.MAX_VALUE;
    }
}
