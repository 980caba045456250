package io.monopod.benchmarks.backend;

/// The constants of HTTP/2 (RFC 9113) that the backend uses.
final class Http2 {
    static final int PREFACE_LENGTH = 24;
    static final int FRAME_HEAD = 9;
    static final int MAX_FRAME = 16_384;
    static final int DEFAULT_WINDOW = 65_535;

    static final int DATA = 0x0;
    static final int HEADERS = 0x1;
    static final int RST_STREAM = 0x3;
    static final int SETTINGS = 0x4;
    static final int PING = 0x6;
    static final int WINDOW_UPDATE = 0x8;
    static final int CONTINUATION = 0x9;

    static final int ACK = 0x1;
    static final int END_STREAM = 0x1;
    static final int END_HEADERS = 0x4;
    static final int PADDED = 0x8;
    static final int PRIORITY = 0x20;

    static final int HEADER_TABLE_SIZE = 0x1;
    static final int MAX_CONCURRENT_STREAMS = 0x3;
    static final int INITIAL_WINDOW_SIZE = 0x4;

    private Http2() {}

    static int int24(byte[] from, int at) {
        return (from[at] & 0xff) << 16 | (from[at + 1] & 0xff) << 8 | (from[at + 2] & 0xff);
    }

    static int int16(byte[] from, int at) {
        return (from[at] & 0xff) << 8 | (from[at + 1] & 0xff);
    }

    static int int32(byte[] from, int at) {
        return int16(from, at) << 16 | int16(from, at + 2);
    }
}
