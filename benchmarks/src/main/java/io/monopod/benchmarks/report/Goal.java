package io.monopod.benchmarks.report;

import io.monopod.benchmarks.load.Metric;

import java.util.Optional;

/// A bound on a figure, or on the ratio of two.
///
/// @param text the goal in words
/// @param over the divisor; empty for the figure itself
/// @param bound which side of `limit` is good
record Goal(String text, Figure figure, Optional<Figure> over, Bound bound, double limit) {
    enum Bound {
        AT_LEAST,
        AT_MOST
    }

    /// A figure's place in the results.
    record Figure(String loadCase, String proxy, Metric metric) {
        Optional<Double> median(Results results) {
            return results.rounds(loadCase, proxy, metric).map(Rounds::median);
        }
    }

    /// The value reached, from the medians; empty if it was not measured.
    Optional<Double> reached(Results results) {
        return figure.median(results)
                .flatMap(
                        value ->
                                over.isEmpty()
                                        ? Optional.of(value)
                                        : over.get().median(results).map(by -> value / by));
    }

    boolean isMet(double reached) {
        return switch (bound) {
            case AT_LEAST -> reached >= limit;
            case AT_MOST -> reached <= limit;
        };
    }
}
