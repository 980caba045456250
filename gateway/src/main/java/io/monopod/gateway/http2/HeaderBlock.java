package io.monopod.gateway.http2;

/// An encoded header list (RFC 7541). Made by [HeaderEncoder], it means the same on every
/// connection. Immutable.
public final class HeaderBlock {
    public static final HeaderBlock EMPTY = new HeaderBlock(Octets.NONE);

    private final byte[] bytes;

    /// @param bytes not copied, and not changed any more
    HeaderBlock(byte[] bytes) {
        this.bytes = bytes;
    }

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return bytes.length;
    }
}
