package io.monopod.datapath.http2.frame;

/// An encoded header list (RFC 7541) from [io.monopod.datapath.http2.header.HeaderEncoder]. It
/// decodes to the same list on every connection. Immutable.
public final class HeaderBlock {
    public static final HeaderBlock EMPTY = new HeaderBlock(BigEndian.NONE);

    private final byte[] bytes;

    /// @param bytes not copied, and not changed any more
    public HeaderBlock(byte[] bytes) {
        this.bytes = bytes;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int size() {
        return bytes.length;
    }
}
