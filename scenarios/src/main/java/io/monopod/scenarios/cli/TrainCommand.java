package io.monopod.scenarios.cli;

import io.monopod.scenarios.engine.ScenarioRun;
import io.monopod.scenarios.event.RunEvent;
import io.monopod.scenarios.event.Verdict;
import io.monopod.scenarios.local.LocalListener;
import io.monopod.scenarios.local.LocalSetup;
import io.monopod.scenarios.local.LocalSystem;
import io.monopod.scenarios.local.files.Installation;
import io.monopod.scenarios.local.files.Logs;
import io.monopod.scenarios.local.files.StartCache;
import io.monopod.scenarios.report.RunRecorder;
import io.monopod.scenarios.system.Credentials;
import io.monopod.scenarios.system.SystemSpec;
import io.monopod.scenarios.terminal.RunPrinter;
import io.monopod.scenarios.terminal.Terminal;

import picocli.CommandLine.Command;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/// Runs the programs once so that they write their start caches. Used by the launcher after a
/// build.
@Command(
        name = "train",
        hidden = true,
        description = "Writes the start caches of gateway and instance.",
        mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
    @Override
    public Integer call() throws IOException, InterruptedException {
        Logs logs = Logs.in(null);
        Play play =
                Play.of(List.of("system_overload"), Map.of("clients", 2, "instances", 1))
                        .getFirst();
        SystemSpec spec = play.scenario().system(play.parameters());
        LocalSetup setup =
                new LocalSetup(Installation.find(), spec, 0, logs.directory(), StartCache.WRITE);
        RunEvent.RunEnded end;
        try (LocalSystem system = LocalSystem.start(setup, LocalListener.silent())) {
            end =
                    new ScenarioRun(
                                    play.scenario(),
                                    play.parameters(),
                                    system.tested(),
                                    Credentials.DEMO)
                            .play(new RunRecorder().and(new RunPrinter(nowhere())));
        } finally {
            logs.discard();
        }
        return end.verdict() == Verdict.PASSED ? ExitCode.PASSED : ExitCode.VALIDATION_FAILED;
    }

    private static Terminal nowhere() {
        return new Terminal(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                false,
                false,
                System::nanoTime);
    }
}
