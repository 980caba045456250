package io.monopod.scenarios.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Suggests a known name for a mistyped one.
final class Nearest {
    private Nearest() {}

    /// The known name with the fewest edits, if it is close enough.
    static Optional<String> to(String typed, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(name -> distance(typed, name)))
                .filter(
                        name ->
                                distance(typed, name) <= Math.max(2, name.length() / 3)
                                        || name.contains(typed));
    }

    /// The number of characters to insert, delete or replace (Levenshtein, 1966).
    static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
