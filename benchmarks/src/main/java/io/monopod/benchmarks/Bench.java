package io.monopod.benchmarks;

import io.monopod.benchmarks.load.Call;
import io.monopod.benchmarks.load.Credentials;
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

/// The rounds: in each, every case; in each case, every proxy in turn, so that what else the
/// machine does meets them all alike.
final class Bench {
    private final LoadRound round;
    private final List<LoadCase> cases;
    private final PrintWriter progress;
    private final Results results = new Results();

    Bench(LoadRound round, List<LoadCase> cases, PrintWriter progress) {
        this.round = round;
        this.cases = cases;
        this.progress = progress;
    }

    Results run(int rounds, List<Proxy> proxies, Credentials session)
            throws IOException, InterruptedException {
        for (int i = 0; i < rounds; i++) {
            // Nobody is always the one who comes after the busiest.
            var turn = new ArrayList<>(proxies);
            Collections.rotate(turn, -i);
            for (var load : cases) {
                for (var proxy : turn) {
                    if (isFor(load, proxy)) {
                        var figures = round.measure(load, proxy, session);
                        results.add(load.name(), proxy.name(), figures);
                        say(i + 1, rounds, load, proxy, figures);
                    }
                }
            }
        }
        return results;
    }

    /// Only the gateway has a reason to refuse.
    private static boolean isFor(LoadCase load, Proxy proxy) {
        return load.call() != Call.REFUSED || proxy.name().equals(Proxy.GATEWAY);
    }

    private void say(
            int number, int rounds, LoadCase load, Proxy proxy, Map<Metric, Double> figures) {
        progress.printf(
                Locale.ROOT,
                "round %d/%d  %-12s  %-8s %,12.0f /s   p50 %,8.0f us   p99 %,8.0f us   CPU %7.2f us%n",
                number,
                rounds,
                load.name(),
                proxy.name(),
                figures.get(Metric.RATE),
                figures.get(Metric.P50),
                figures.get(Metric.P99),
                figures.getOrDefault(Metric.CPU, 0.0));
        progress.flush();
    }
}
