package io.monopod.benchmarks;

import io.monopod.benchmarks.load.Call;
import io.monopod.benchmarks.load.LoadCase;
import io.monopod.benchmarks.load.LoadRound;
import io.monopod.benchmarks.load.Metric;
import io.monopod.benchmarks.proxy.Proxy;
import io.monopod.benchmarks.report.Results;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The rounds, and what comes of them.
final class Bench {
    private final int rounds;
    private final PrintWriter progress;
    private final Results results = new Results();

    /// Something that only the gateway is asked for.
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

    /// Runs a load on each proxy whose figures are thrown away: a JVM compiles what it runs often.
    void warmUp(LoadRound round, List<Proxy> proxies, Sessions sessions)
            throws IOException, InterruptedException {
        for (var proxy : proxies) {
            progress.println("warming up " + proxy.name());
            progress.flush();
            round.measure(LoadCase.ECHO_8X32, proxy, sessions.of(Call.ECHO));
        }
    }

    /// In each round, every case; in each case, every proxy in turn, so that what else the machine
    /// does meets them all alike.
    void compare(LoadRound round, List<LoadCase> cases, List<Proxy> proxies, Sessions sessions)
            throws IOException, InterruptedException {
        for (int number = 1; number <= rounds; number++) {
            // Nobody is always the one who comes after the busiest.
            var turn = new ArrayList<>(proxies);
            Collections.rotate(turn, -number);
            for (var load : cases) {
                for (var proxy : turn) {
                    if (isFor(load, proxy)) {
                        var figures = round.measure(load, proxy, sessions.of(load.call()));
                        add(number, load.name(), proxy.name(), figures);
                    }
                }
            }
        }
    }

    /// Repeats a measurement of the gateway alone.
    void repeat(String name, Round round) throws IOException, InterruptedException {
        for (int number = 1; number <= rounds; number++) {
            add(number, name, Proxy.GATEWAY, round.measure());
        }
    }

    /// Only the gateway has a reason to refuse.
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
