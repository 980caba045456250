package io.monopod.scenarios.cli;

import io.monopod.process.LocalEtcd;
import io.monopod.scenarios.engine.Scenario;
import io.monopod.scenarios.engine.ScenarioRun;
import io.monopod.scenarios.event.RunListener;
import io.monopod.scenarios.event.Verdict;
import io.monopod.scenarios.local.LocalEvent;
import io.monopod.scenarios.local.LocalSetup;
import io.monopod.scenarios.local.LocalSystem;
import io.monopod.scenarios.local.files.Installation;
import io.monopod.scenarios.local.files.Logs;
import io.monopod.scenarios.report.Pace;
import io.monopod.scenarios.report.RunRecord;
import io.monopod.scenarios.report.RunRecorder;
import io.monopod.scenarios.system.Credentials;
import io.monopod.scenarios.system.Endpoint;
import io.monopod.scenarios.system.Policy;
import io.monopod.scenarios.system.Settling;
import io.monopod.scenarios.system.SystemSpec;
import io.monopod.scenarios.system.TestedSystem;
import io.monopod.scenarios.terminal.RunPrinter;
import io.monopod.scenarios.terminal.Terminal;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Plays scenarios one after the other: on the given gateway, or each on a local system of its own.
///
/// @param admin the gateway's admin listener, used to wait for free instances
/// @param gateways of a local system; empty for as many as the scenario wants
/// @param environment says whether this is a CI, where nothing may be left out
record Player(
        Terminal terminal,
        Optional<Endpoint> gateway,
        Optional<Endpoint> admin,
        Optional<Integer> gateways,
        Policy policy,
        Credentials credentials,
        Map<String, String> environment) {

    /// @param logs where a local system writes its logs; null to keep them only after a failure
    /// @throws IOException with a message for the user, if there is no system to play on
    RunRecord play(Play play, @Nullable Path logs) throws IOException, InterruptedException {
        if (gateway.isPresent()) {
            Probe.check(gateway.get());
            return playRemotely(play, gateway.get());
        }
        return playLocally(play, logs);
    }

    private RunRecord playRemotely(Play play, Endpoint running)
            throws IOException, InterruptedException {
        Settling settling =
                admin.<Settling>map(
                                listener ->
                                        new FreeInstanceWait(
                                                running, listener, credentials, System.getenv()))
                        .orElse(Settling.AT_ONCE);
        if (play.scenario().need() == Scenario.Need.ANY_SYSTEM) {
            terminal.status("waiting for free instances ...");
            settling.await(play.scenario().system(play.parameters()).instances());
        }
        return play(play, TestedSystem.remote(running, Optional.of(policy), settling));
    }

    private RunRecord playLocally(Play play, @Nullable Path wanted)
            throws IOException, InterruptedException {
        SystemSpec standard = play.scenario().system(play.parameters()).withPolicy(policy);
        SystemSpec spec = gateways.map(standard::withGateways).orElse(standard);
        Optional<String> obstacle = obstacle(play, spec);
        if (obstacle.isPresent()) {
            RunRecorder recorder = new RunRecorder();
            ScenarioRun.skip(
                    play.scenario(),
                    play.parameters(),
                    obstacle.get(),
                    recorder.and(new RunPrinter(terminal)));
            return recorder.result().orElseThrow();
        }
        return playOnOwn(play, spec, Logs.in(wanted));
    }

    /// Why a system is not even started. Only what nobody asked for by name may be left out.
    private Optional<String> obstacle(Play play, SystemSpec spec) {
        boolean mayBeLeftOut =
                play.choice() == Play.Choice.WITH_ALL
                        && gateways.isEmpty()
                        && !"true".equals(environment.get("CI"));
        return mayBeLeftOut && spec.isShared() && !LocalEtcd.isInstalled()
                ? Optional.of(LocalSystem.NO_ETCD)
                : play.scenario().need().unmetBy(spec.gateways());
    }

    private RunRecord playOnOwn(Play play, SystemSpec spec, Logs logs)
            throws IOException, InterruptedException {
        try {
            RunRecord record =
                    playOn(play, new LocalSetup(Installation.find(), spec, 0, logs.directory()));
            if (record.verdict() == Verdict.PASSED || record.verdict() == Verdict.SKIPPED) {
                logs.discard();
            } else {
                terminal.line(logs.hint().strip().indent(2).stripTrailing());
            }
            return record;
        } catch (IOException e) {
            throw new NoSystem(e.getMessage() + logs.hint());
        } catch (InterruptedException e) {
            logs.discard();
            throw e;
        }
    }

    private RunRecord playOn(Play play, LocalSetup setup) throws IOException, InterruptedException {
        Instant start = Instant.now();
        try (LocalSystem system = LocalSystem.start(setup, this::tell)) {
            String took = Pace.of(Duration.between(start, Instant.now()));
            terminal.line(
                    terminal.paint(
                            Terminal.Colour.QUIET,
                            "started %s in %s"
                                    .formatted(LocalSystem.described(setup.spec()), took)));
            return play(play, system.tested());
        }
    }

    private RunRecord play(Play play, TestedSystem system) throws InterruptedException {
        RunRecorder recorder = new RunRecorder();
        RunListener listener = recorder.and(new RunPrinter(terminal));
        new ScenarioRun(play.scenario(), play.parameters(), system, credentials).play(listener);
        return recorder.result().orElseThrow();
    }

    private void tell(LocalEvent event) {
        switch (event) {
            case LocalEvent.Progress progress -> terminal.status(progress.text() + " ...");
            case LocalEvent.Output _, LocalEvent.Ready _ -> {}
            case LocalEvent.Exited exited -> {
                if (!exited.expected()) {
                    terminal.line(
                            "  "
                                    + terminal.paint(
                                            Terminal.Colour.BAD,
                                            exited.process()
                                                    + " exited with code "
                                                    + exited.code()));
                }
            }
        }
    }
}
