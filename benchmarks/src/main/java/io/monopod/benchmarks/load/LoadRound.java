package io.monopod.benchmarks.load;

import io.monopod.benchmarks.process.ProcStat;
import io.monopod.benchmarks.proxy.Proxy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/// One round of one load on one proxy: warms it up, then measures.
public final class LoadRound {
    private final H2load h2load;
    private final Duration warmUp;
    private final Duration duration;

    /// @param dir for the load generator's files; best in memory
    public LoadRound(Path dir, Duration warmUp, Duration duration) throws IOException {
        this.h2load = new H2load(dir);
        this.warmUp = warmUp;
        this.duration = duration;
    }

    public Map<Metric, Double> measure(LoadCase load, Proxy proxy, Credentials credentials)
            throws IOException, InterruptedException {
        h2load.run(load, proxy.port(), credentials, warmUp);
        var pids = proxy.pids();
        var cpuBefore = ProcStat.cpuMicros(pids);
        var result = h2load.run(load, proxy.port(), credentials, duration);
        var cpu = ProcStat.cpuMicros(pids) - cpuBefore;
        check(load, proxy, result);
        var counted = (double) result.calls() * load.call().countsFor();
        var figures = new EnumMap<Metric, Double>(Metric.class);
        figures.put(Metric.RATE, counted / result.seconds());
        figures.put(Metric.P50, result.p50Micros());
        figures.put(Metric.P99, result.p99Micros());
        if (!pids.isEmpty()) {
            figures.put(Metric.CPU, cpu / counted);
            figures.put(Metric.RESIDENT, ProcStat.residentBytes(pids) / (1024.0 * 1024));
        }
        return figures;
    }

    /// A proxy that answers with errors must not look fast. Calls in flight at the end may have
    /// delivered part of their data.
    private static void check(LoadCase load, Proxy proxy, LoadResult result) throws IOException {
        var least = result.calls() * load.call().answerBytes();
        var most = least + load.inFlight() * load.call().answerBytes();
        if (result.calls() == 0
                || result.failed() > 0
                || result.dataBytes() < least
                || result.dataBytes() > most) {
            throw new IOException(
                    "%s at %s does not answer as it should: %s"
                            .formatted(proxy.name(), load.name(), result));
        }
    }
}
