package io.monopod.benchmarks.claims;

import io.monopod.benchmarks.load.Metric;
import io.monopod.benchmarks.process.Await;
import io.monopod.benchmarks.process.ChildProcess;
import io.monopod.benchmarks.proxy.Java;
import io.monopod.config.HostPort;
import io.monopod.process.LocalEtcd;
import io.monopod.scenarios.local.files.Installation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/// Measures three things, with real etcd members on this machine:
/// - how many claims a second a leader writes to three members, which bounds the new sessions a
///   second, whichever gateways they come to;
/// - how long a gateway takes to start that loads 100,000 claims;
/// - how much larger its heap is than that of a gateway without claims.
public final class ClaimsRound {
    public static final String CASE = "claims_100000";

    private static final int CLAIMS = 100_000;
    private static final int WRITTEN = 20_000;
    private static final int WRITERS = 256;
    private static final int MEMBERS = 3;
    private static final Duration START = Duration.ofSeconds(30);

    /// The generations of the serial collector.
    private static final Pattern USED = Pattern.compile("(?:DefNew|Tenured).*used (\\d+)K");

    private ClaimsRound() {}

    /// One round, with members and gateways of its own.
    public static Map<Metric, Double> measure(Path dir, List<String> gatewayJvm)
            throws IOException, InterruptedException {
        var figures = new EnumMap<Metric, Double>(Metric.class);
        figures.put(Metric.RATE, writeRate(Files.createTempDirectory(dir, "members")));
        var data = Files.createTempDirectory(dir, "claims");
        try (var etcd = new LocalEtcd(data, 1)) {
            long empty = heap(data, gatewayJvm, etcd.endpoints(), "/empty/", figures);
            try (var writer = Writer.start(etcd.endpoints(), "/full/")) {
                writer.fill(CLAIMS);
            }
            long full = heap(data, gatewayJvm, etcd.endpoints(), "/full/", figures);
            figures.put(Metric.HEAP, (full - empty) / 1024.0);
        }
        return figures;
    }

    private static double writeRate(Path data) throws IOException, InterruptedException {
        try (var etcd = new LocalEtcd(data, MEMBERS);
                var writer = Writer.start(etcd.endpoints(), "/rate/");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var work = new ArrayList<Callable<Void>>();
            for (int i = 0; i < WRITERS; i++) {
                int first = i;
                work.add(
                        () -> {
                            for (int n = first; n < WRITTEN; n += WRITERS) {
                                writer.claim(n);
                            }
                            return null;
                        });
            }
            long start = System.nanoTime();
            for (var done : threads.invokeAll(work)) {
                done.get();
            }
            return WRITTEN * 1e9 / (System.nanoTime() - start);
        } catch (ExecutionException e) {
            throw new IOException("claims not written", e.getCause());
        }
    }

    /// Starts a gateway, notes how long that took, and weighs its heap.
    ///
    /// @return KiB
    private static long heap(
            Path data,
            List<String> jvm,
            List<HostPort> endpoints,
            String prefix,
            Map<Metric, Double> figures)
            throws IOException, InterruptedException {
        var config = Files.createTempFile(data, "gateway", ".yaml");
        Files.writeString(
                config,
                """
                demo: true
                lease: 60s
                join-secret-file: %s
                store: {type: etcd, prefix: %s, endpoints: [%s]}
                """
                        .formatted(data.resolve("join-secret"), prefix, endpoints.getFirst()));
        var command = new ArrayList<>(List.of(Java.executable()));
        command.addAll(jvm);
        command.addAll(
                List.of(
                        "-jar",
                        Installation.find().gateway().toString(),
                        "--config=" + config,
                        "--data-port=0",
                        "--control-port=0",
                        "--admin-port=0"));
        long start = System.nanoTime();
        try (var gateway = ChildProcess.start("gateway", command, data.resolve(config + ".log"))) {
            Await.until(gateway, START, () -> gateway.hasSaid("READY"));
            figures.put(Metric.START, (System.nanoTime() - start) / 1e6);
            long pid = gateway.pids().getFirst();
            jcmd(pid, "GC.run");
            var used = USED.matcher(jcmd(pid, "GC.heap_info")).results();
            return used.mapToLong(line -> Long.parseLong(line.group(1))).sum();
        }
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        var program = Path.of(Java.executable()).resolveSibling("jcmd").toString();
        var process =
                new ProcessBuilder(program, Long.toString(pid), command)
                        .redirectErrorStream(true)
                        .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("jcmd " + command + ": " + said);
        }
        return said;
    }
}
