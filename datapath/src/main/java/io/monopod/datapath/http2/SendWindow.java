package io.monopod.datapath.http2;

/// A send window (RFC 9113, section 6.9). It can be negative: the peer may shrink its initial
/// window after part of it was used (section 6.9.2).
final class SendWindow {
    /// The size of every window before any settings.
    static final int DEFAULT = 65_535;

    private int size;

    SendWindow(int size) {
        this.size = size;
    }

    int size() {
        return size;
    }

    void take(int byteCount) {
        size -= byteCount;
    }

    /// @return false if the window would pass 2^31-1, which is the peer's error
    boolean change(int by) {
        long changed = (long) size + by;
        if (changed > Integer.MAX_VALUE) {
            return false;
        }
        size = (int) changed;
        return true;
    }
}
