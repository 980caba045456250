package io.monopod.datapath.http2;

/// A receive window (RFC 9113, section 5.2). The peer gets credit only for consumed bytes, in
/// portions of half a window, so that few WINDOW_UPDATE frames are needed.
final class ReceiveWindow {
    /// Bytes without credit, and how many of them are consumed.
    private int used;

    private int consumed;

    /// @param size the size that is enforced
    /// @return false if the peer exceeded the window
    boolean take(int byteCount, int size) {
        used += byteCount;
        return used <= size;
    }

    /// Bytes were consumed.
    ///
    /// @param size the size that was announced to the peer
    /// @return the credit to grant now, often 0
    int consume(int byteCount, int size) {
        consumed += byteCount;
        if (consumed < size / 2) {
            return 0;
        }
        int credit = consumed;
        used -= credit;
        consumed = 0;
        return credit;
    }
}
