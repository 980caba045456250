package io.monopod.gateway.proxy;

import java.util.Arrays;

/// Holds back the part of a message whose rest has not come yet, so that a stream can go on from
/// another instance at any moment (gRPC over HTTP/2, "Length-Prefixed-Message": a flag, four octets
/// of length, the message).
///
/// A message that is longer than what may be held passes as it comes; in its midst the stream
/// cannot be taken over.
final class WholeMessages {
    private static final int PREFIX = 5;
    private static final byte[] NOTHING = {};

    private final int limit;
    private final ReplayBudget budget;
    private byte[] held = NOTHING;
    private int size;

    /// Octets of the message's prefix that have come: all of them while its body comes, none
    /// between messages.
    private int prefix;

    /// Octets of the message's body that have not come yet.
    private long left;

    private boolean cut;

    /// @param limit octets that may be held
    /// @param budget of all streams of the connection together, for the same
    WholeMessages(int limit, ReplayBudget budget) {
        this.limit = limit;
        this.budget = budget;
    }

    /// Whether part of a message has passed, and its rest has not.
    boolean isCut() {
        return cut;
    }

    byte[] held() {
        return held;
    }

    int size() {
        return size;
    }

    /// Sees the next octets of the stream.
    ///
    /// @return how many of them may pass now, after those that are held; the rest is to be [#hold]
    int passable(byte[] bytes, int from, int length) {
        int border = lastBorder(bytes, from, length);
        if (border >= 0) {
            cut = false;
        }
        int open = border >= 0 ? length - border : size + length;
        cut |= open > limit || !budget.has(open - size);
        return cut ? length : Math.max(border, 0);
    }

    /// What [#passable] left.
    void hold(byte[] bytes, int from, int length) {
        budget.take(length);
        if (held.length - size < length) {
            held = Arrays.copyOf(held, size + length);
        }
        System.arraycopy(bytes, from, held, size, length);
        size += length;
    }

    /// What was held has passed, or is not wanted any more.
    void release() {
        budget.giveBack(size);
        held = NOTHING;
        size = 0;
    }

    /// What comes next is the start of a message.
    void restart() {
        release();
        prefix = 0;
        left = 0;
    }

    /// @return where the last message ends, or -1
    private int lastBorder(byte[] bytes, int from, int length) {
        int border = -1;
        int at = 0;
        while (at < length) {
            if (prefix < PREFIX) {
                // The flag comes first, and is no part of the length.
                left = prefix == 0 ? 0 : left << 8 | (bytes[from + at] & 0xff);
                prefix++;
                at++;
            } else {
                int part = (int) Math.min(left, length - at);
                left -= part;
                at += part;
            }
            if (prefix == PREFIX && left == 0) {
                prefix = 0;
                border = at;
            }
        }
        return border;
    }
}
