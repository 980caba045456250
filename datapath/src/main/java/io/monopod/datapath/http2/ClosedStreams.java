package io.monopod.datapath.http2;

import java.util.Arrays;

/// The recently closed streams, and which end closed each. That decides what a late frame means
/// (RFC 9113, section 5.1, "closed"): frames that crossed our own RST_STREAM are ignored, others
/// are errors. A bounded number is remembered; older streams count as ended properly.
final class ClosedStreams {
    /// Which end closed a stream.
    enum By {
        US,
        PEER,
        BOTH,
        /// Not remembered.
        UNKNOWN
    }

    private static final int MIN_CAPACITY = 8;
    private static final int MAX_IDS = 256;

    private int[] ids = new int[0];
    private By[] closers = new By[0];
    private int count;

    void add(int id, By by) {
        if (count == ids.length && count < MAX_IDS) {
            int capacity = Math.max(MIN_CAPACITY, 4 * count);
            ids = Arrays.copyOf(ids, capacity);
            closers = Arrays.copyOf(closers, capacity);
        }
        int at = count++ & ids.length - 1;
        ids[at] = id;
        closers[at] = by;
    }

    By closerOf(int id) {
        for (int at = Math.min(count, ids.length) - 1; at >= 0; at--) {
            if (ids[at] == id) {
                return closers[at];
            }
        }
        return By.UNKNOWN;
    }
}
