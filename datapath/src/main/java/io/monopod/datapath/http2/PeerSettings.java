package io.monopod.datapath.http2;

import io.monopod.datapath.http2.frame.BigEndian;
import io.monopod.datapath.http2.frame.ConnectionError;
import io.monopod.datapath.http2.frame.ErrorCode;
import io.monopod.datapath.http2.frame.Frame;

/// The peer's SETTINGS (RFC 9113, section 6.5.2) that affect how we send.
public final class PeerSettings {
    static final int HEADER_TABLE_SIZE = 0x1;
    static final int ENABLE_PUSH = 0x2;
    static final int MAX_CONCURRENT_STREAMS = 0x3;
    static final int INITIAL_WINDOW_SIZE = 0x4;
    static final int MAX_FRAME_SIZE = 0x5;
    static final int MAX_HEADER_LIST_SIZE = 0x6;

    private final boolean mayAskForPush;
    private int initialWindow = SendWindow.DEFAULT;
    private int maxFrameSize = Frame.DEFAULT_MAX_SIZE;
    private int maxStreams = Integer.MAX_VALUE;

    /// @param mayAskForPush whether the peer is a client and may enable push; we never push
    PeerSettings(boolean mayAskForPush) {
        this.mayAskForPush = mayAskForPush;
    }

    int initialWindow() {
        return initialWindow;
    }

    int maxFrameSize() {
        return maxFrameSize;
    }

    /// The number of streams that we may have open.
    public int maxStreams() {
        return maxStreams;
    }

    /// Applies the payload of a SETTINGS frame. Unknown settings are ignored. So is the size of the
    /// dynamic table, because our header blocks don't use one.
    ///
    /// @return the change of the open streams' windows, in bytes
    int apply(byte[] bytes, int from, int length) throws ConnectionError {
        int windowBefore = initialWindow;
        for (int at = from; at < from + length; at += 6) {
            apply(BigEndian.int16(bytes, at), BigEndian.int32(bytes, at + 2));
        }
        return initialWindow - windowBefore;
    }

    private void apply(int id, int value) throws ConnectionError {
        switch (id) {
            case ENABLE_PUSH -> {
                boolean valid = value == 0 || (value == 1 && mayAskForPush);
                require(valid, ErrorCode.PROTOCOL_ERROR, "ENABLE_PUSH");
            }
            case MAX_CONCURRENT_STREAMS -> maxStreams = value < 0 ? Integer.MAX_VALUE : value;
            case INITIAL_WINDOW_SIZE -> {
                require(value >= 0, ErrorCode.FLOW_CONTROL_ERROR, "INITIAL_WINDOW_SIZE");
                initialWindow = value;
            }
            case MAX_FRAME_SIZE -> {
                boolean valid = value >= Frame.DEFAULT_MAX_SIZE && value <= Frame.MAX_MAX_SIZE;
                require(valid, ErrorCode.PROTOCOL_ERROR, "MAX_FRAME_SIZE");
                maxFrameSize = value;
            }
            default -> {}
        }
    }

    private static void require(boolean valid, ErrorCode code, String setting)
            throws ConnectionError {
        if (!valid) {
            throw new ConnectionError(code, "invalid SETTINGS_" + setting);
        }
    }
}
