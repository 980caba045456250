package io.monopod.benchmarks.report;

import io.monopod.benchmarks.load.Metric;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The figures of a run, by case, proxy and round. Filled during the run.
public final class Results {
    private final Map<String, Map<String, List<Map<Metric, Double>>>> rounds =
            new LinkedHashMap<>();

    public void add(String loadCase, String proxy, Map<Metric, Double> round) {
        rounds.computeIfAbsent(loadCase, name -> new LinkedHashMap<>())
                .computeIfAbsent(proxy, name -> new ArrayList<>())
                .add(round);
    }

    List<String> cases() {
        return List.copyOf(rounds.keySet());
    }

    /// In the order of their first measurement.
    List<String> proxies(String loadCase) {
        return List.copyOf(rounds.getOrDefault(loadCase, Map.of()).keySet());
    }

    /// Empty if it was not measured.
    Optional<Rounds> rounds(String loadCase, String proxy, Metric metric) {
        var values =
                rounds.getOrDefault(loadCase, Map.of()).getOrDefault(proxy, List.of()).stream()
                        .filter(round -> round.containsKey(metric))
                        .map(round -> round.getOrDefault(metric, Double.NaN))
                        .toList();
        return values.isEmpty() ? Optional.empty() : Optional.of(new Rounds(values));
    }
}
