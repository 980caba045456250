package io.monopod.benchmarks;

import io.monopod.benchmarks.load.Credentials;
import io.monopod.benchmarks.load.LoadCase;
import io.monopod.benchmarks.load.LoadRound;
import io.monopod.benchmarks.process.Programs;
import io.monopod.benchmarks.proxy.Lab;
import io.monopod.benchmarks.proxy.Proxy;
import io.monopod.benchmarks.report.Machine;
import io.monopod.benchmarks.report.Run;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/// The command line of `./monopod bench`.
///
/// Exit codes: 0 measured, 2 wrong usage, 3 a program is missing or something did not start or
/// answer as it should.
@Command(
        name = "monopod bench",
        mixinStandardHelpOptions = true,
        description = "Measures the gateway against HAProxy, nginx, raw forwarding and no proxy.")
public final class Main implements Callable<Integer> {
    private static final int FAILED = 3;

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
            description = "Only these: echo_1x1, echo_8x2, echo_8x32, stream_8x4, refused_8x32.")
    private List<String> cases = LoadCase.ALL.stream().map(LoadCase::name).toList();

    @Option(
            names = "--proxies",
            split = ",",
            description = "Only these: monopod, haproxy, nginx, raw-tcp, direct.")
    private List<String> proxies = List.of(Proxy.HAPROXY, Proxy.NGINX, Proxy.RAW, Proxy.DIRECT);

    @Option(names = "--json", paramLabel = "FILE", description = "Write every figure there.")
    private @Nullable Path json;

    @Option(
            names = "--results",
            paramLabel = "FILE",
            description = "Write the tables there (default: benchmarks/results.md).")
    private Path markdown = Path.of("benchmarks", "results.md");

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
        var dir = Files.createTempDirectory("monopod-bench-");
        try (var lab = new Lab(dir)) {
            Runtime.getRuntime().addShutdownHook(new Thread(lab::close));
            lab.start(proxies);
            var run = measure(lab, dir);
            run.writeMarkdown(markdown);
            if (json != null) {
                run.writeJson(json);
            }
            out.println(run.verdict() + "; see " + markdown);
        }
        return 0;
    }

    /// Something did not start or answer: its message says what.
    private static int failed(
            Exception failure, CommandLine line, CommandLine.ParseResult arguments) {
        line.getErr().println("monopod bench: " + failure.getMessage());
        return FAILED;
    }

    private Run measure(Lab lab, Path dir) throws IOException, InterruptedException {
        var started = Instant.now();
        var length = quick ? Duration.ofSeconds(1) : Duration.ofSeconds(seconds);
        var warmUp = quick ? length : Duration.ofSeconds(2);
        var round = new LoadRound(dir, warmUp, length);
        var bench = new Bench(round, chosenCases(), spec.commandLine().getOut());
        var results =
                bench.run(quick ? 1 : rounds, lab.proxies(), new Credentials("none", "bench"));
        return new Run(started, length, Machine.here(), configurations(lab), results);
    }

    private List<LoadCase> chosenCases() {
        return LoadCase.ALL.stream().filter(load -> cases.contains(load.name())).toList();
    }

    private static Map<String, String> configurations(Lab lab) {
        var configurations = new LinkedHashMap<String, String>();
        lab.proxies().forEach(proxy -> configurations.put(proxy.name(), proxy.configuration()));
        return configurations;
    }
}
