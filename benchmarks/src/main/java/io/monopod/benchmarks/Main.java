package io.monopod.benchmarks;

import io.monopod.benchmarks.assign.AssignTime;
import io.monopod.benchmarks.claims.ClaimsRound;
import io.monopod.benchmarks.deadline.DeadlineRound;
import io.monopod.benchmarks.idle.FirstCallRound;
import io.monopod.benchmarks.idle.IdleRound;
import io.monopod.benchmarks.load.LoadCase;
import io.monopod.benchmarks.load.LoadRound;
import io.monopod.benchmarks.process.Programs;
import io.monopod.benchmarks.proxy.Gateway;
import io.monopod.benchmarks.proxy.Lab;
import io.monopod.benchmarks.proxy.LabSetup;
import io.monopod.benchmarks.proxy.Proxy;
import io.monopod.benchmarks.report.Machine;
import io.monopod.benchmarks.report.Run;
import io.monopod.scenarios.local.files.Logs;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/// The command line of `./monopod bench`.
///
/// Exit codes: 0 measured, 1 some measurements failed (listed at the end), 2 wrong usage, 3 a
/// program is missing, did not start or answered wrongly.
@Command(
        name = "monopod bench",
        mixinStandardHelpOptions = true,
        description = "Measures the gateway against HAProxy, nginx, raw forwarding and no proxy.")
public final class Main implements Callable<Integer> {
    private static final int INCOMPLETE = 1;
    private static final int FAILED = 3;
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private static final Duration FIRST_LOAD = Duration.ofSeconds(3);
    private static final List<String> ALL_CASES =
            Stream.concat(
                            LoadCase.ALL.stream().map(LoadCase::name),
                            Stream.of(
                                    DeadlineRound.CASE,
                                    IdleRound.CASE,
                                    AssignTime.CASE,
                                    ClaimsRound.CASE,
                                    FirstCallRound.CASE))
                    .toList();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--quick", description = "A short run: one round of 1 s each.")
    private boolean quick;

    @Option(names = "--rounds", description = "How often all is measured (default: 3).")
    private int rounds = 3;

    @Option(names = "--seconds", description = "How long each measurement is (default: 5).")
    private int seconds = 5;

    @Option(
            names = "--cases",
            split = ",",
            description =
                    "Only these: echo_1x1, echo_8x2, echo_8x32, stream_8x4, refused_8x32,"
                            + " deadline, idle_10000, assign_10000, claims_100000, first_calls.")
    private List<String> cases = ALL_CASES;

    @Option(
            names = "--proxies",
            split = ",",
            description =
                    "Only these: monopod, monopod-store (with a store of etcd), haproxy, nginx, raw-tcp, direct.")
    private List<String> proxies =
            List.of(
                    Proxy.GATEWAY,
                    Proxy.SHARED,
                    Proxy.HAPROXY,
                    Proxy.NGINX,
                    Proxy.RAW,
                    Proxy.DIRECT);

    @Option(names = "--json", paramLabel = "FILE", description = "Write every figure there.")
    private @Nullable Path json;

    @Option(
            names = "--results",
            paramLabel = "FILE",
            description = "Write the tables there (default: benchmarks/results.md).")
    private Path markdown = Path.of("benchmarks", "results.md");

    @Option(
            names = "--gateway-jvm",
            paramLabel = "FLAG",
            description =
                    "A flag for the gateway's JVM, as often as needed, instead of those of the"
                            + " image (deploy/image/gateway.jvm).")
    private List<String> gatewayJvm = List.of();

    @Option(names = "--haproxy-threads", description = "HAProxy's nbthread (default: the cores).")
    private int haproxyThreads = CORES;

    @Option(
            names = "--nginx-workers",
            description = "nginx's worker_processes (default: the cores).")
    private int nginxWorkers = CORES;

    private List<String> failures = List.of();

    public static void main(String[] args) {
        System.exit(
                new CommandLine(new Main())
                        .setExecutionExceptionHandler(Main::failed)
                        .execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var out = spec.commandLine().getOut();
        var missing = Programs.missingPackages();
        if (!missing.isEmpty()) {
            out.println("Missing. Install with: apt-get install " + String.join(" ", missing));
            return FAILED;
        }
        if (gatewayJvm.isEmpty()) {
            gatewayJvm = Gateway.imageFlags();
        }
        var run = measure();
        run.writeMarkdown(markdown);
        if (json != null) {
            run.writeJson(json);
        }
        out.println(run.verdict() + "; see " + markdown);
        failures.forEach(failure -> out.println("not measured: " + failure));
        return failures.isEmpty() ? 0 : INCOMPLETE;
    }

    /// A program did not start or answer: the message says which.
    private static int failed(
            Exception failure, CommandLine line, CommandLine.ParseResult arguments) {
        line.getErr().println("monopod bench: " + failure.getMessage());
        return FAILED;
    }

    /// The programs' logs are kept only if they may explain a failure.
    private Run measure() throws IOException, InterruptedException {
        var files = Logs.in(null);
        try {
            var run = measure(files.directory());
            files.discard();
            return run;
        } catch (IOException e) {
            throw new IOException(e.getMessage() + files.hint(), e);
        }
    }

    private Run measure(Path dir) throws IOException, InterruptedException {
        var started = Instant.now();
        var bench = new Bench(quick ? 1 : rounds, spec.commandLine().getOut());
        var configurations = compare(bench, dir);
        if (cases.contains(DeadlineRound.CASE) && proxies.contains(Proxy.GATEWAY)) {
            bench.repeat(DeadlineRound.CASE, () -> DeadlineRound.measure(dir, gatewayJvm));
        }
        if (cases.contains(IdleRound.CASE) && proxies.contains(Proxy.GATEWAY)) {
            bench.repeat(IdleRound.CASE, () -> IdleRound.measure(dir, gatewayJvm));
        }
        if (cases.contains(AssignTime.CASE)) {
            bench.repeat(AssignTime.CASE, AssignTime::measure);
        }
        if (cases.contains(ClaimsRound.CASE)) {
            bench.repeat(ClaimsRound.CASE, () -> ClaimsRound.measure(dir, gatewayJvm));
        }
        if (cases.contains(FirstCallRound.CASE)) {
            var gateways = new LinkedHashMap<String, Bench.Round>();
            gateways.put(Proxy.GATEWAY, () -> FirstCallRound.alone(dir, gatewayJvm));
            gateways.put(Proxy.SHARED, () -> FirstCallRound.sharing(dir, gatewayJvm));
            bench.repeat(FirstCallRound.CASE, gateways);
        }
        failures = bench.failures();
        return new Run(started, length(), Machine.here(), configurations, bench.results());
    }

    /// @return the configuration of each proxy
    private Map<String, String> compare(Bench bench, Path dir)
            throws IOException, InterruptedException {
        try (var lab = new Lab(dir, setup())) {
            Runtime.getRuntime().addShutdownHook(new Thread(lab::close));
            lab.start(proxies);
            var sessions = Sessions.open(lab.proxies());
            var first = new LoadRound(dir, FIRST_LOAD, FIRST_LOAD);
            bench.warmUp(first, lab.proxies(), sessions);
            var warmUp = quick ? length() : Duration.ofSeconds(2);
            var round = new LoadRound(dir, warmUp, length());
            bench.compare(round, chosenLoads(), lab.proxies(), sessions);
            return configurations(lab);
        }
    }

    private Duration length() {
        return quick ? Duration.ofSeconds(1) : Duration.ofSeconds(seconds);
    }

    private LabSetup setup() {
        return new LabSetup(gatewayJvm, haproxyThreads, nginxWorkers);
    }

    private List<LoadCase> chosenLoads() {
        return LoadCase.ALL.stream().filter(load -> cases.contains(load.name())).toList();
    }

    private static Map<String, String> configurations(Lab lab) {
        var configurations = new LinkedHashMap<String, String>();
        lab.proxies().forEach(proxy -> configurations.put(proxy.name(), proxy.configuration()));
        return configurations;
    }
}
