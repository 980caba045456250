package io.monopod.gateway.http2;

/// How much DATA the peer may still send us. It gets credit back only for what went on, and in
/// portions of half a window, so that credit costs few frames.
final class ReceiveWindow {
    private final int portion;
    private int left;
    private int passedOn;

    ReceiveWindow(int size) {
        left = size;
        portion = size / 2;
    }

    /// @return false if the peer sent more than it may
    boolean take(int octets) {
        left -= octets;
        return left >= 0;
    }

    /// Octets that were taken went on.
    ///
    /// @return the credit to give the peer now, often 0
    int passOn(int octets) {
        passedOn += octets;
        if (passedOn < portion) {
            return 0;
        }
        int credit = passedOn;
        left += credit;
        passedOn = 0;
        return credit;
    }
}
