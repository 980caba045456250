package io.monopod.gateway.http2;

import java.util.Arrays;

/// The streams that were closed lately, and by whom, because it decides what a late frame means
/// (RFC 9113, section 5.1, "closed"): frames that crossed our own RST_STREAM are ignored, others
/// are errors. It remembers a bounded number; the older ones are treated as ended properly.
final class ClosedStreams {
    /// Who closed a stream.
    enum By {
        US,
        PEER,
        BOTH,
        /// Not remembered.
        UNKNOWN
    }

    private static final int SMALLEST = 8;
    private static final int LARGEST = 256;

    private int[] ids = new int[0];
    private By[] closers = new By[0];
    private int count;

    void add(int id, By by) {
        if (count == ids.length && count < LARGEST) {
            int capacity = Math.max(SMALLEST, 4 * count);
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
