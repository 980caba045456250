package io.monopod.benchmarks.deadline;

import io.monopod.benchmarks.load.Login;
import io.monopod.benchmarks.load.Metric;
import io.monopod.benchmarks.proxy.SessionLab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Measures how long after a call's deadline the client gets DEADLINE_EXCEEDED, and the instance,
/// which never answers, a reset.
public final class DeadlineRound {
    public static final String CASE = "deadline";

    private static final int CALLS = 2_000;
    private static final Duration TIMEOUT = Duration.ofMillis(100);

    /// How long to wait for further resets.
    private static final Duration RESET_WAIT = Duration.ofSeconds(1);

    private DeadlineRound() {}

    /// One round, with its own gateway and an instance in this process.
    public static Map<Metric, Double> measure(Path dir, List<String> gatewayJvm)
            throws IOException, InterruptedException {
        try (var lab = SessionLab.start(dir, gatewayJvm, 0);
                var client = new LateClient(lab.gateway().port(), TIMEOUT)) {
            var instance = lab.addSilentInstance();
            var session = Login.at(lab.gateway().port(), "deadline");
            client.call(session, CALLS / 10);
            var unused = instance.takeResets(RESET_WAIT);
            var answers = late(client.call(session, CALLS));
            var resets = late(instance.takeResets(RESET_WAIT));
            if (resets.size() < CALLS * 0.9) {
                throw new IOException("only " + resets.size() + " calls were reset");
            }
            var figures = new EnumMap<Metric, Double>(Metric.class);
            figures.put(Metric.P50, quantile(answers, 0.5));
            figures.put(Metric.P99, quantile(answers, 0.99));
            figures.put(Metric.MAX, quantile(answers, 1));
            figures.put(Metric.RESET_P99, quantile(resets, 0.99));
            figures.put(Metric.RESET_MAX, quantile(resets, 1));
            return figures;
        }
    }

    /// The delays after the deadline in microseconds, sorted.
    private static List<Double> late(List<Long> nanos) {
        return nanos.stream().map(time -> (time - TIMEOUT.toNanos()) / 1000.0).sorted().toList();
    }

    private static double quantile(List<Double> sorted, double q) {
        return sorted.get((int) (q * (sorted.size() - 1)));
    }
}
