package io.monopod.gateway.carriers;

import java.time.Duration;

/// Decides how many carriers there should be, from how often virtual threads wait for one: one more
/// where some have waited each time that it was asked lately, one less where few have. While there
/// is no work it wants all of them, which then cost nothing, and hardly needs to be asked. Not
/// thread-safe.
final class CarrierCount {
    private static final Duration OFTEN = Duration.ofMillis(5);

    private static final Duration SELDOM = Duration.ofMillis(250);

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
    private long workBefore;
    private boolean idle;

    /// @param most and what it begins with
    CarrierCount(int most) {
        this.most = most;
        count = most;
    }

    /// When it is to be asked next.
    Duration pause() {
        return idle ? SELDOM : OFTEN;
    }

    /// @param waiting virtual threads that could run, but have no carrier now
    /// @param work how much there was since the start, in any unit
    /// @return how many carriers there should be
    int after(long waiting, long work) {
        if (idle) {
            idle = work == workBefore;
            return count;
        }
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
            idle = work == workBefore;
            workBefore = work;
            change(atWindowsEnd());
        }
        return count;
    }

    private int atWindowsEnd() {
        if (idle) {
            return most - count;
        }
        return waited <= CALM && count > 1 ? -1 : 0;
    }

    private void change(int by) {
        count += by;
        inARow = 0;
        asked = 0;
        waited = 0;
    }
}
