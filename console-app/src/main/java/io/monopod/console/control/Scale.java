package io.monopod.console.control;

/// The grid lines of a chart.
///
/// @param top the value of the highest line
/// @param step the distance between lines
record Scale(int top, int step) {
    private static final int[] ROUND = {1, 2, 5};

    /// Three or four lines above zero at round values; the highest is at `max` or just above.
    static Scale upTo(int max) {
        for (long power = 1; ; power *= 10) {
            for (int round : ROUND) {
                long step = power * round;
                if (step * 4 >= max) {
                    int lines = (int) Math.max(2, Math.ceilDiv((long) max, step));
                    return new Scale((int) (lines * step), (int) step);
                }
            }
        }
    }
}
