package io.monopod.datapath.http2.frame;

/// A transport that delivers given bytes a few at a time, and then ends.
final class Chunks implements Transport {
    private final byte[] raw;
    private final int size;
    private int at;

    /// @param size the most bytes of one read
    Chunks(byte[] raw, int size) {
        this.raw = raw;
        this.size = size;
    }

    @Override
    public int read(byte[] bytes, int from) {
        int count = Math.min(Math.min(size, raw.length - at), bytes.length - from);
        System.arraycopy(raw, at, bytes, from, count);
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
