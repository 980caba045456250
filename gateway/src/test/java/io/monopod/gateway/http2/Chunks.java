package io.monopod.gateway.http2;

/// A transport whose peer has sent some octets, which come a few at a time, and then no more.
final class Chunks implements Transport {
    private final byte[] octets;
    private final int size;
    private int at;

    /// @param size how many octets one read finds
    Chunks(byte[] octets, int size) {
        this.octets = octets;
        this.size = size;
    }

    @Override
    public int read(byte[] bytes, int from) {
        int count = Math.min(Math.min(size, octets.length - at), bytes.length - from);
        System.arraycopy(octets, at, bytes, from, count);
        at += count;
        return count;
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
