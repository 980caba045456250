package io.monopod.gateway.carriers;

import java.time.Duration;

/// Decides how many carriers there should be, from samples of how many virtual threads wait for
/// one. Waiting threads in many samples in a row add a carrier; few in a whole window remove one.
/// While idle, all carriers stay, which costs nothing, and samples are rare. Not thread-safe.
final class CarrierCount {
    private static final Duration BUSY_PAUSE = Duration.ofMillis(5);

    private static final Duration IDLE_PAUSE = Duration.ofMillis(250);

    /// This many samples in a row with waiting threads: work piles up, or a thread blocks its
    /// carrier.
    private static final int ADD_AFTER = 10;

    private static final int WINDOW = 200;

    /// At most this many samples of a window: those threads would soon have run anyway.
    private static final int DROP_UP_TO = WINDOW / 4;

    private final int max;
    private int count;
    private int waitedInARow;
    private int samples;
    private int waited;
    private long workBefore;
    private boolean idle;

    /// @param max the limit, and the count at the start
    CarrierCount(int max) {
        this.max = max;
        count = max;
    }

    /// The time until the next sample.
    Duration pause() {
        return idle ? IDLE_PAUSE : BUSY_PAUSE;
    }

    /// @param waiting virtual threads that are ready to run but have no carrier
    /// @param work the total work since the start, in any unit
    /// @return the number of carriers that there should be
    int after(long waiting, long work) {
        if (idle) {
            idle = work == workBefore;
            return count;
        }
        samples++;
        if (waiting > 0) {
            waited++;
            waitedInARow++;
        } else {
            waitedInARow = 0;
        }
        if (waitedInARow >= ADD_AFTER && count < max) {
            change(1);
        } else if (samples == WINDOW) {
            idle = work == workBefore;
            workBefore = work;
            change(changeAtWindowEnd());
        }
        return count;
    }

    private int changeAtWindowEnd() {
        if (idle) {
            return max - count;
        }
        return waited <= DROP_UP_TO && count > 1 ? -1 : 0;
    }

    private void change(int by) {
        count += by;
        waitedInARow = 0;
        samples = 0;
        waited = 0;
    }
}
