package io.monopod.benchmarks.idle;

import io.monopod.benchmarks.load.Login;
import io.monopod.benchmarks.load.Metric;
import io.monopod.benchmarks.process.Limits;
import io.monopod.benchmarks.process.ProcStat;
import io.monopod.benchmarks.proxy.SessionLab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Measures the gateway's memory per idle client connection with a bound session: the growth of its
/// resident memory, for the downstream and the upstream connection, divided by the number of
/// connections.
public final class IdleRound {
    public static final String CASE = "idle_10000";

    private static final int CONNECTIONS = 10_000;

    /// One connection to the client and one to the instance.
    private static final int FILES_EACH = 2;

    /// Other open files of the process, and the short-lived connections that bind sessions.
    private static final int OTHER_FILES = 1_200;

    /// With the first connections the process loads and compiles what all need.
    private static final int WARM_UP = 100;

    /// Buffers are released after twenty seconds without traffic, but no signal shows it.
    private static final Duration SETTLE = Duration.ofSeconds(35);

    private IdleRound() {}

    /// One round, with its own gateway and instances.
    public static Map<Metric, Double> measure(Path dir, List<String> gatewayJvm)
            throws IOException, InterruptedException {
        var connections =
                Math.min(CONNECTIONS, (Limits.openFiles() - OTHER_FILES) / FILES_EACH - WARM_UP);
        try (var lab = SessionLab.start(dir, gatewayJvm, connections + WARM_UP);
                var warmUp = new IdleClients(lab.gateway().port());
                var clients = new IdleClients(lab.gateway().port())) {
            var sessions = Login.at(lab.gateway().port(), "idle-", connections + WARM_UP);
            warmUp.open(sessions.subList(0, WARM_UP));
            var before = ProcStat.residentBytes(lab.gateway().pids());
            clients.open(sessions.subList(WARM_UP, sessions.size()));
            Thread.sleep(SETTLE);
            return figures(before, ProcStat.residentBytes(lab.gateway().pids()), connections);
        }
    }

    private static Map<Metric, Double> figures(long before, long after, int connections) {
        var figures = new EnumMap<Metric, Double>(Metric.class);
        figures.put(Metric.CONNECTIONS, (double) connections);
        figures.put(Metric.RESIDENT, after / (1024.0 * 1024));
        figures.put(Metric.RESIDENT_PER_CONNECTION, (after - before) / 1024.0 / connections);
        return figures;
    }
}
