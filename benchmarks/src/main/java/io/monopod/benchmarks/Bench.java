package io.monopod.benchmarks;

import io.monopod.benchmarks.load.Call;
import io.monopod.benchmarks.load.LoadCase;
import io.monopod.benchmarks.load.LoadRound;
import io.monopod.benchmarks.load.Metric;
import io.monopod.benchmarks.proxy.Proxy;
import io.monopod.benchmarks.report.Results;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Runs the rounds and collects their results.
final class Bench {
    private final int rounds;
    private final PrintWriter progress;
    private final Results results = new Results();
    private final List<String> failures = new ArrayList<>();

    /// A measurement of the gateway alone.
    @FunctionalInterface
    interface Round {
        Map<Metric, Double> measure() throws IOException, InterruptedException;
    }

    /// @param progress gets a line for each measurement
    Bench(int rounds, PrintWriter progress) {
        this.rounds = rounds;
        this.progress = progress;
    }

    Results results() {
        return results;
    }

    /// Loads each proxy without recording the figures, so that JVMs compile the hot code.
    void warmUp(LoadRound round, List<Proxy> proxies, Sessions sessions)
            throws InterruptedException {
        for (var proxy : proxies) {
            progress.println("warming up " + proxy.name());
            progress.flush();
            attempt(
                    "warming up",
                    "",
                    proxy.name(),
                    () -> round.measure(LoadCase.ECHO_8X32, proxy, sessions.of(Call.ECHO, proxy)));
        }
    }

    /// In each round, runs every case on every proxy in turn, so that other load on the machine
    /// affects all alike.
    void compare(LoadRound round, List<LoadCase> cases, List<Proxy> proxies, Sessions sessions)
            throws InterruptedException {
        for (int number = 1; number <= rounds; number++) {
            // The order rotates, so that no proxy always runs after the busiest one.
            var turn = new ArrayList<>(proxies);
            Collections.rotate(turn, -number);
            for (var load : cases) {
                for (var proxy : turn) {
                    if (isFor(load, proxy)) {
                        measure(
                                number,
                                load.name(),
                                proxy.name(),
                                () -> round.measure(load, proxy, sessions.of(load.call(), proxy)));
                    }
                }
            }
        }
    }

    /// Repeats a measurement of the gateway alone.
    void repeat(String name, Round round) throws InterruptedException {
        repeat(name, Map.of(Proxy.GATEWAY, round));
    }

    /// Repeats a measurement of several gateways, by name, which take turns.
    void repeat(String name, Map<String, Round> gateways) throws InterruptedException {
        for (int number = 1; number <= rounds; number++) {
            for (var gateway : gateways.entrySet()) {
                measure(number, name, gateway.getKey(), gateway.getValue());
            }
        }
    }

    /// The failed measurements in order; their figures are missing from the results.
    List<String> failures() {
        return List.copyOf(failures);
    }

    private void measure(int number, String name, String proxy, Round round)
            throws InterruptedException {
        var figures = attempt("round %d/%d".formatted(number, rounds), name, proxy, round);
        if (figures != null) {
            add(number, name, proxy, figures);
        }
    }

    /// @return null if a program failed: the failure is recorded, and the others still run
    private @Nullable Map<Metric, Double> attempt(
            String when, String name, String proxy, Round round) throws InterruptedException {
        try {
            return round.measure();
        } catch (IOException e) {
            failures.add("%s %s: %s".formatted(name, proxy, e.getMessage()).strip());
            progress.printf("%s  %-12s  %-8s  failed: %s%n", when, name, proxy, e.getMessage());
            progress.flush();
            return null;
        }
    }

    /// Only the gateway refuses calls.
    private static boolean isFor(LoadCase load, Proxy proxy) {
        return load.call() != Call.REFUSED || proxy.name().equals(Proxy.GATEWAY);
    }

    private void add(int number, String name, String proxy, Map<Metric, Double> figures) {
        results.add(name, proxy, figures);
        progress.printf(
                Locale.ROOT,
                "round %d/%d  %-12s  %-8s  %s%n",
                number,
                rounds,
                name,
                proxy,
                figures.entrySet().stream()
                        .map(figure -> shown(figure.getKey(), figure.getValue()))
                        .collect(Collectors.joining("  ")));
        progress.flush();
    }

    private static String shown(Metric metric, double value) {
        return String.format(
                Locale.ROOT, value < 100 ? "%s %,7.2f" : "%s %,7.0f", metric.key(), value);
    }
}
