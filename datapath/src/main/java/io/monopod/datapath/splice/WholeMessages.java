package io.monopod.datapath.splice;

import java.util.Arrays;

/// Holds back incomplete messages, so that a stream can continue at another instance at any time
/// (gRPC over HTTP/2, "Length-Prefixed-Message": a flag, four bytes of length, the message).
///
/// A message longer than the limit passes in parts. Until it is complete, the stream cannot
/// continue elsewhere.
final class WholeMessages {
    private static final int PREFIX = 5;
    private static final byte[] NOTHING = {};

    private int limit;
    private final ReplayBudget budget;
    private byte[] held = NOTHING;
    private int size;

    /// Received bytes of the message's prefix: all of them within a message's body, none between
    /// messages.
    private int prefix;

    /// Bytes of the message's body that have not arrived.
    private long left;

    private boolean cut;

    /// @param limit the most bytes to hold
    /// @param budget bounds the same for all streams of the connection together
    WholeMessages(int limit, ReplayBudget budget) {
        this.limit = limit;
        this.budget = budget;
    }

    /// Whether only a part of a message has passed.
    boolean isCut() {
        return cut;
    }

    /// Lets messages pass in parts from now on. What is held must pass, too.
    void holdNone() {
        limit = 0;
        cut |= size > 0;
    }

    byte[] held() {
        return held;
    }

    int size() {
        return size;
    }

    /// Inspects the next bytes of the stream.
    ///
    /// @return how many of them may pass now, after the held bytes; the caller passes the rest to
    ///   [#hold]
    int passable(byte[] bytes, int from, int length) {
        int border = lastBorder(bytes, from, length);
        if (border >= 0) {
            cut = false;
        }
        int open = border >= 0 ? length - border : size + length;
        cut |= open > limit || !budget.has(open - size);
        return cut ? length : Math.max(border, 0);
    }

    /// Holds the bytes that [#passable] did not let pass.
    void hold(byte[] bytes, int from, int length) {
        budget.take(length);
        if (held.length - size < length) {
            held = Arrays.copyOf(held, size + length);
        }
        System.arraycopy(bytes, from, held, size, length);
        size += length;
    }

    /// The held bytes have passed, or are not needed any more.
    void release() {
        budget.giveBack(size);
        held = NOTHING;
        size = 0;
    }

    /// The next byte starts a message.
    void restart() {
        release();
        prefix = 0;
        left = 0;
    }

    /// @return the end of the last complete message, or -1
    private int lastBorder(byte[] bytes, int from, int length) {
        int border = -1;
        int at = 0;
        while (at < length) {
            if (prefix < PREFIX) {
                // The flag comes first, and is not part of the length.
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
