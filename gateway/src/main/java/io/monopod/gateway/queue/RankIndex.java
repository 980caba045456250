package io.monopod.gateway.queue;

/// Counts the members of a set of numbers (0 to capacity - 1) below a given number, in logarithmic
/// time (a binary indexed tree: Fenwick, "A New Data Structure for Cumulative Frequency Tables",
/// 1994). Guarded by the table's lock.
final class RankIndex {
    /// `counts[i]` is how many of the numbers (i - (i & -i)) to i - 1 are members.
    private final int[] counts;

    RankIndex(int capacity) {
        counts = new int[capacity + 1];
    }

    int capacity() {
        return counts.length - 1;
    }

    /// Adds `number`, which must not be a member.
    void add(int number) {
        change(number, 1);
    }

    /// Removes `number`, which must be a member.
    void remove(int number) {
        change(number, -1);
    }

    private void change(int number, int by) {
        for (int i = number + 1; i < counts.length; i += i & -i) {
            counts[i] += by;
        }
    }

    /// How many members are less than `number`.
    int below(int number) {
        int below = 0;
        for (int i = number; i > 0; i -= i & -i) {
            below += counts[i];
        }
        return below;
    }
}
