package io.monopod.datapath.proxy.abuse;

import io.monopod.datapath.http2.frame.RawFrame;

/// A header field that is large when decoded and small to send (RFC 7541): it enters the dynamic
/// table once, and later one byte refers to it.
final class Bomb {
    static final byte[] FIELD =
            RawFrame.join(
                    new byte[] {0x40, 4, 'b', 'o', 'm', 'b', 0x7f, (byte) 0xa1, 30},
                    new byte[4000]);

    static final byte REFERENCE = (byte) 0xbe;

    private Bomb() {}
}
