package io.monopod.benchmarks.idle;

import io.monopod.benchmarks.load.Login;
import io.monopod.benchmarks.load.Metric;
import io.monopod.benchmarks.proxy.SessionLab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Measures how long the first call of a session takes, at 200 new sessions a second, each with a
/// free instance that is already running: alone, and with three members of etcd on this machine.
public final class FirstCallRound {
    public static final String CASE = "first_calls";

    private static final Duration PACE = Duration.ofMillis(5);
    private static final int CALLS = 2_000;

    /// With the first calls the processes load and compile what all need.
    private static final int WARM_UP = 1_000;

    private FirstCallRound() {}

    /// One round with a gateway alone.
    public static Map<Metric, Double> alone(Path dir, List<String> gatewayJvm)
            throws IOException, InterruptedException {
        try (var lab = SessionLab.start(files(dir), gatewayJvm, CALLS + WARM_UP)) {
            return measure(lab);
        }
    }

    /// One round with a gateway that shares its sessions.
    public static Map<Metric, Double> sharing(Path dir, List<String> gatewayJvm)
            throws IOException, InterruptedException {
        try (var lab = SessionLab.startSharing(files(dir), gatewayJvm, CALLS + WARM_UP)) {
            return measure(lab);
        }
    }

    private static Path files(Path dir) throws IOException {
        return Files.createTempDirectory(dir, "first-calls");
    }

    private static Map<Metric, Double> measure(SessionLab lab)
            throws IOException, InterruptedException {
        int port = lab.gateway().port();
        try (var warmUp = new IdleClients(port, PACE);
                var clients = new IdleClients(port, PACE)) {
            var sessions = Login.at(port, "first-", CALLS + WARM_UP);
            warmUp.open(sessions.subList(0, WARM_UP));
            clients.open(sessions.subList(WARM_UP, sessions.size()));
            var took = clients.took();
            var figures = new EnumMap<Metric, Double>(Metric.class);
            figures.put(Metric.P50, took[took.length / 2] / 1e3);
            figures.put(Metric.P99, took[took.length * 99 / 100] / 1e3);
            figures.put(Metric.MAX, took[took.length - 1] / 1e3);
            return figures;
        }
    }
}
