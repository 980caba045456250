package io.monopod.gateway.proxy.abuse;

import io.monopod.gateway.http2.RawFrame;

/// A header field that costs much to unpack and little to send (RFC 7541): it goes into the dynamic
/// table once, and one octet stands for it from then on.
final class Bomb {
    static final byte[] FIELD =
            RawFrame.join(
                    new byte[] {0x40, 4, 'b', 'o', 'm', 'b', 0x7f, (byte) 0xa1, 30},
                    new byte[4000]);

    static final byte REFERENCE = (byte) 0xbe;

    private Bomb() {}
}
