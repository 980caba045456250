package io.monopod.benchmarks.report;

import java.util.Collections;
import java.util.List;

/// One figure of every round, in order; at least one.
record Rounds(List<Double> values) {
    Rounds {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a figure needs at least one round");
        }
        values = List.copyOf(values);
    }

    double median() {
        var sorted = values.stream().sorted().toList();
        var middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double min() {
        return Collections.min(values);
    }

    double max() {
        return Collections.max(values);
    }
}
