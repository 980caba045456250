package io.monopod.scenarios.engine;

import static java.util.stream.Collectors.joining;

import io.monopod.scenarios.client.Clients;
import io.monopod.scenarios.event.RunEvent;
import io.monopod.scenarios.event.RunInfo;
import io.monopod.scenarios.event.RunListener;
import io.monopod.scenarios.event.Verdict;
import io.monopod.scenarios.system.Credentials;
import io.monopod.scenarios.system.Endpoint;
import io.monopod.scenarios.system.TestedSystem;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/// Everything that is needed to play a scenario once.
public record ScenarioRun(
        Scenario scenario, Parameters parameters, TestedSystem system, Credentials credentials) {
    private static final System.Logger LOG = System.getLogger(ScenarioRun.class.getName());

    /// Plays it on the caller's thread and reports every event to the listener.
    ///
    /// @return the run's last event
    /// @throws InterruptedException if it was interrupted; the listener has then been told that the
    ///   run is broken
    public RunEvent.RunEnded play(RunListener listener) throws InterruptedException {
        return play(listener, InstantSource.system());
    }

    RunEvent.RunEnded play(RunListener listener, InstantSource clock) throws InterruptedException {
        RunInfo info = info(clock.instant());
        listener.on(new RunEvent.RunStarted(info.startedAt(), info));
        AtomicBoolean failed = new AtomicBoolean();
        RunListener judging = listener.and(event -> noteFailure(event, failed));
        Outcome outcome;
        try {
            outcome = perform(info, judging, clock, failed);
        } catch (InterruptedException e) {
            end(listener, clock, info, new Outcome(Verdict.BROKEN, "stopped"));
            throw e;
        }
        return end(listener, clock, info, outcome);
    }

    private record Outcome(Verdict verdict, String reason) {}

    private Outcome perform(
            RunInfo info, RunListener listener, InstantSource clock, AtomicBoolean failed)
            throws InterruptedException {
        Optional<String> obstacle = obstacle();
        if (obstacle.isPresent()) {
            return new Outcome(Verdict.SKIPPED, obstacle.get());
        }
        try (Clients clients = new Clients(info.id(), listener, clock)) {
            scenario.play(new Stage(this, clients, listener, clock));
            return new Outcome(failed.get() ? Verdict.FAILED : Verdict.PASSED, "");
        } catch (Stage.CannotGoOn e) {
            return new Outcome(Verdict.FAILED, message(e));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "scenario failed scenario=" + info.scenario(), e);
            return new Outcome(Verdict.BROKEN, message(e));
        }
    }

    private Optional<String> obstacle() {
        if (scenario.need().isOwn() && system.control().isEmpty()) {
            return Optional.of(
                    "it reaches instances directly, ends processes or sets up the gateway, which"
                            + " needs a local system");
        }
        return scenario.need().unmetBy(system.gateways().size());
    }

    private RunInfo info(Instant now) {
        String gateways =
                system.gateways().stream().map(Endpoint::authority).collect(joining(", "));
        return info(scenario, parameters, gateways, system.description(), now);
    }

    private static RunInfo info(
            Scenario scenario, Parameters parameters, String gateways, String system, Instant now) {
        return new RunInfo(
                HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()),
                scenario.name(),
                scenario.title(),
                parameters.values(),
                gateways,
                system,
                now);
    }

    /// Reports a scenario for which no system was started.
    public static void skip(
            Scenario scenario, Parameters parameters, String reason, RunListener listener) {
        InstantSource clock = InstantSource.system();
        RunInfo info = info(scenario, parameters, "none", "not started", clock.instant());
        listener.on(new RunEvent.RunStarted(info.startedAt(), info));
        end(listener, clock, info, new Outcome(Verdict.SKIPPED, reason));
    }

    private static RunEvent.RunEnded end(
            RunListener listener, InstantSource clock, RunInfo info, Outcome outcome) {
        Instant now = clock.instant();
        var ended =
                new RunEvent.RunEnded(
                        now,
                        outcome.verdict(),
                        outcome.reason(),
                        Duration.between(info.startedAt(), now));
        listener.on(ended);
        return ended;
    }

    private static void noteFailure(RunEvent event, AtomicBoolean failed) {
        if (event instanceof RunEvent.Validated validated && validated.validation().failed()) {
            failed.set(true);
        }
    }

    private static String message(RuntimeException e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
