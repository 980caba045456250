package io.monopod.gateway.carriers;

/// Decides how many carriers there should be, from how often virtual threads wait for one: one more
/// where some have waited each time that it was asked lately, one less where few have. Not
/// thread-safe.
final class CarrierCount {
    /// So often in a row: work has piled up, or whatever runs does not let go of its carrier.
    private static final int PILED_UP = 10;

    private static final int WINDOW = 200;

    /// Of a window, that often at most: those that wait would soon have been served anyway.
    private static final int CALM = WINDOW / 4;

    private final int most;
    private int count;
    private int inARow;
    private int asked;
    private int waited;

    /// @param most and what it begins with
    CarrierCount(int most) {
        this.most = most;
        count = most;
    }

    /// @param waiting virtual threads that could run, but have no carrier now
    /// @return how many carriers there should be
    int after(long waiting) {
        asked++;
        if (waiting > 0) {
            waited++;
            inARow++;
        } else {
            inARow = 0;
        }
        if (inARow >= PILED_UP && count < most) {
            change(1);
        } else if (asked == WINDOW) {
            change(waited <= CALM && count > 1 ? -1 : 0);
        }
        return count;
    }

    private void change(int by) {
        count += by;
        inARow = 0;
        asked = 0;
        waited = 0;
    }
}
