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

/// Measures what a client connection with a bound session costs the gateway when nothing happens on
/// it: the growth of the process's resident memory, its own side and the instance's counted, shared
/// out among the connections.
public final class IdleRound {
    public static final String CASE = "idle_10000";

    private static final int CONNECTIONS = 10_000;

    /// A connection to the client, one to the instance.
    private static final int FILES_EACH = 2;

    /// What any process has open, and for a second or two the connections that bind.
    private static final int OTHER_FILES = 1_200;

    /// The first connections make the process load and compile what all of them need.
    private static final int WARM_UP = 100;

    /// Buffers are given back after twenty seconds of silence; nothing tells when that is done.
    private static final Duration SETTLE = Duration.ofSeconds(35);

    private IdleRound() {}

    /// One round, with a gateway and instances of its own.
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
