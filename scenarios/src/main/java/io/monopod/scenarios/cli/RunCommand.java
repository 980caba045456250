package io.monopod.scenarios.cli;

import io.monopod.scenarios.engine.Parameter;
import io.monopod.scenarios.event.Verdict;
import io.monopod.scenarios.report.Json;
import io.monopod.scenarios.report.Reports;
import io.monopod.scenarios.report.RunRecord;
import io.monopod.scenarios.system.Credentials;
import io.monopod.scenarios.terminal.Summary;
import io.monopod.scenarios.terminal.Terminal;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/// Plays scenarios and prints the results.
@Command(
        name = "run",
        description = "Runs scenarios, on a local system of their own or against a gateway.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class RunCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @picocli.CommandLine.Parameters(
            paramLabel = "NAME",
            arity = "1..*",
            description = "scenarios (see 'monopod list'), or all")
    private List<String> names = List.of();

    @Mixin private SystemChoice system = new SystemChoice();

    @Option(names = "--clients", paramLabel = "N", description = "clients that take part")
    private @Nullable Integer clients;

    @Option(names = "--instances", paramLabel = "N", description = "instances that the system has")
    private @Nullable Integer instances;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "how long a scenario goes on that has no end of its own (chaos)")
    private @Nullable Integer minutes;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "repeats what was left to chance (chaos)")
    private @Nullable Integer seed;

    @Option(
            names = "--set",
            paramLabel = "NAME=N",
            description = "any other parameter of a scenario (see 'monopod list --verbose')")
    private Map<String, Integer> others = new LinkedHashMap<>();

    @Option(
            names = "--username",
            paramLabel = "NAME",
            defaultValue = "TestUser",
            description = "who logs in (default: ${DEFAULT-VALUE})")
    private String username = "";

    @Option(
            names = "--password",
            paramLabel = "WORD",
            defaultValue = "TestPassword",
            description = "with which password (default: ${DEFAULT-VALUE})")
    private String password = "";

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "leave report.json, junit.xml, calls.csv and report.html there")
    private @Nullable Path report;

    @Option(
            names = "--logs",
            paramLabel = "DIR",
            description = "leave the logs of a local system's processes there")
    private @Nullable Path logs;

    @Option(
            names = "--json",
            description = "print one line of JSON for each run; the account goes to standard error")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Play> plays;
        Player player;
        Terminal terminal = Terminal.ofProcess(json ? System.err : System.out, System.getenv());
        try {
            plays = Play.of(names, given());
            makeReportDirectory();
            player =
                    new Player(
                            terminal,
                            system.gateway(),
                            system.admin(),
                            system.gateways(),
                            system.policy(),
                            new Credentials(username, password),
                            System.getenv());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        return play(plays, player, terminal);
    }

    private int play(List<Play> plays, Player player, Terminal terminal)
            throws IOException, InterruptedException {
        List<RunRecord> records = new ArrayList<>();
        for (Play play : plays) {
            if (!records.isEmpty()) {
                terminal.line("");
            }
            RunRecord record = player.play(play, logsOf(play, plays.size()));
            records.add(record);
            if (json) {
                System.out.println(Json.line(record));
            }
        }
        if (records.size() > 1) {
            Summary.print(records, terminal);
        }
        writeReports(records, terminal);
        return exitCode(records);
    }

    /// Before the run, so that a wrong path is found at once and not at the end.
    private void makeReportDirectory() {
        if (report != null) {
            try {
                Files.createDirectories(report);
            } catch (IOException e) {
                throw new IllegalArgumentException("cannot write to --report " + report, e);
            }
        }
    }

    private Map<String, Integer> given() {
        Map<String, Integer> given = new LinkedHashMap<>(others);
        Optional.ofNullable(clients).ifPresent(count -> given.put(Parameter.CLIENTS, count));
        Optional.ofNullable(instances).ifPresent(count -> given.put(Parameter.INSTANCES, count));
        Optional.ofNullable(minutes)
                .ifPresent(
                        count ->
                                given.put(
                                        Parameter.SECONDS,
                                        (int) Math.min(Integer.MAX_VALUE, 60L * count)));
        Optional.ofNullable(seed).ifPresent(number -> given.put(Parameter.SEED, number));
        return given;
    }

    private @Nullable Path logsOf(Play play, int plays) {
        Path directory = logs != null ? logs : report == null ? null : report.resolve("logs");
        return directory == null || plays == 1
                ? directory
                : directory.resolve(play.scenario().name());
    }

    private void writeReports(List<RunRecord> records, Terminal terminal) throws IOException {
        if (report == null) {
            return;
        }
        if (records.size() == 1) {
            Reports.write(records.getFirst(), report);
        } else {
            Reports.writeAll(records, report);
        }
        terminal.line(
                "  report: " + report.resolve(records.size() == 1 ? Reports.HTML : Reports.JUNIT));
    }

    private static int exitCode(List<RunRecord> records) {
        if (records.stream().anyMatch(record -> record.verdict() == Verdict.BROKEN)) {
            return ExitCode.NO_SYSTEM;
        }
        return records.stream().anyMatch(record -> record.verdict() == Verdict.FAILED)
                ? ExitCode.VALIDATION_FAILED
                : ExitCode.PASSED;
    }
}
