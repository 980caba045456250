package io.monopod.console.part;

/// Where the lines of a grid are.
///
/// @param top the value of the highest line
/// @param step from one line to the next
record Scale(int top, int step) {
    private static final int[] ROUND = {1, 2, 5};

    /// Three lines or four above zero, at round values, the highest at `most` or just above.
    static Scale upTo(int most) {
        for (long power = 1; ; power *= 10) {
            for (int round : ROUND) {
                long step = power * round;
                if (step * 4 >= most) {
                    int lines = (int) Math.max(2, Math.ceilDiv((long) most, step));
                    return new Scale((int) (lines * step), (int) step);
                }
            }
        }
    }
}
