package io.monopod.scenarios.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.scenarios.engine.Parameters;
import io.monopod.scenarios.engine.Scenario;
import io.monopod.scenarios.engine.ScenarioRun;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.event.RunEvent;
import io.monopod.scenarios.event.Validation;
import io.monopod.scenarios.event.Verdict;
import io.monopod.scenarios.fake.FakeSystem;
import io.monopod.scenarios.report.RunRecord;
import io.monopod.scenarios.report.RunRecorder;
import io.monopod.scenarios.system.AfterSession;
import io.monopod.scenarios.system.Credentials;
import io.monopod.scenarios.system.Policy;
import io.monopod.scenarios.system.SystemSpec;
import io.monopod.scenarios.system.TestedSystem;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Map;
import java.util.Optional;

class ScenariosTest {
    /// All scenarios except those that need several gateways, which are played with real ones.
    static List<Scenario> oneGateway() {
        return Scenarios.all().stream()
                .filter(scenario -> scenario.need().unmetBy(1).isEmpty())
                .toList();
    }

    /// All scenarios except those that need real processes with logs, which can be stopped.
    static List<Scenario> playable() {
        return oneGateway().stream().filter(scenario -> !(scenario instanceof Chaos)).toList();
    }

    @ParameterizedTest
    @MethodSource("playable")
    void everyScenarioPassesOnACorrectSystem(Scenario scenario) throws Exception {
        Parameters parameters = Parameters.of(scenario.parameters(), Map.of());
        try (FakeSystem system = new FakeSystem(scenario.system(parameters))) {
            RunRecord record = play(scenario, Map.of(), system.own());

            assertThat(record.validations()).isNotEmpty();
            assertThat(record.validations())
                    .filteredOn(v -> v.result() != Validation.Result.PASSED)
                    .isEmpty();
            assertThat(record.verdict()).as(record.reason()).isEqualTo(Verdict.PASSED);
            assertThat(system.held()).isZero();
        }
    }

    @Test
    void overloadOfUnknownPolicyLeavesItsRefusalsUnchecked() throws Exception {
        Scenario overload = Scenarios.named("system_overload").orElseThrow();
        try (FakeSystem system = new FakeSystem(3, Policy.STRICT)) {
            RunRecord record =
                    play(
                            overload,
                            Map.of("clients", 6, "instances", 1),
                            TestedSystem.remote(List.of(system.gateway()), Optional.empty()));

            assertThat(record.validations()).filteredOn(Validation::failed).isEmpty();
            assertThat(record.validations())
                    .filteredOn(v -> v.result() == Validation.Result.SKIPPED)
                    .singleElement()
                    .satisfies(v -> assertThat(v.detail()).contains("policy is unknown"));
            assertThat(record.run().system()).isEqualTo("remote, policy unknown");
        }
    }

    static List<Scenario> playableAnywhere() {
        return Scenarios.all().stream().filter(scenario -> !scenario.need().isOwn()).toList();
    }

    @ParameterizedTest
    @MethodSource("playableAnywhere")
    void everyScenarioPassesIfSessionsEndTheirProcess(Scenario scenario) throws Exception {
        SystemSpec spec =
                scenario.system(Parameters.of(scenario.parameters(), Map.of()))
                        .withAfterSession(AfterSession.EXIT);
        try (FakeSystem system = new FakeSystem(spec)) {
            RunRecord record = play(scenario, Map.of(), system.watched());

            assertThat(record.validations()).filteredOn(Validation::failed).isEmpty();
            assertThat(record.verdict()).as(record.reason()).isEqualTo(Verdict.PASSED);
            assertThat(system.free()).isEqualTo(spec.instances());
        }
    }

    @ParameterizedTest
    @MethodSource("oneGateway")
    void everyScenarioFailsIfLoginFails(Scenario scenario) throws Exception {
        try (FakeSystem system = new FakeSystem(3, Policy.EXCLUSIVE)) {
            RunRecorder recorder = new RunRecorder();
            RunEvent.RunEnded end =
                    new ScenarioRun(
                                    scenario,
                                    Parameters.of(scenario.parameters(), Map.of()),
                                    system.own(),
                                    new Credentials("TestUser", "wrong"))
                            .play(recorder);

            assertThat(end.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(end.reason()).contains("PERMISSION_DENIED 'invalid username or password'");
        }
    }

    @Test
    void overloadServesOneClientPerInstanceAndRefusesOthers() throws Exception {
        try (FakeSystem system = new FakeSystem(20, Policy.EXCLUSIVE)) {
            RunRecord record =
                    play(
                            new SystemOverload(),
                            Map.of("clients", 500, "instances", 20),
                            system.remote());

            assertThat(record.verdict()).isEqualTo(Verdict.PASSED);
            assertThat(echoes(record, Code.OK)).isEqualTo(20);
            assertThat(echoes(record, Code.RESOURCE_EXHAUSTED)).isEqualTo(480);
        }
    }

    @Test
    void strictPolicyOverloadShowsConflicts() throws Exception {
        try (FakeSystem system = new FakeSystem(3, Policy.STRICT)) {
            RunRecord record =
                    play(
                            new SystemOverload(),
                            Map.of("clients", 20, "instances", 3),
                            system.remote());

            assertThat(record.verdict()).isEqualTo(Verdict.PASSED);
            assertThat(echoes(record, Code.INTERNAL)).isGreaterThanOrEqualTo(17);
        }
    }

    @Test
    void overloadFailsIfTooFewAreServed() throws Exception {
        try (FakeSystem system = new FakeSystem(2, Policy.EXCLUSIVE)) {
            RunRecord record = play(new SystemOverload(), Map.of(), system.remote());

            assertThat(record.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(record.validations())
                    .filteredOn(Validation::failed)
                    .extracting(Validation::title)
                    .contains("As many clients are served as there are instances");
        }
    }

    @Test
    void scenarioForOwnSystemIsSkippedOnRemoteOne() throws Exception {
        try (FakeSystem system = new FakeSystem(1, Policy.EXCLUSIVE)) {
            RunRecord record = play(new InstanceAuthenticationErrors(), Map.of(), system.remote());

            assertThat(record.verdict()).isEqualTo(Verdict.SKIPPED);
            assertThat(record.reason()).contains("local system");
            assertThat(record.calls()).isEmpty();
        }
    }

    private static long echoes(RunRecord record, Code code) {
        return record.calls().stream()
                .filter(each -> each.call().method().equals("MyServiceEcho"))
                .filter(each -> each.answer().code() == code)
                .count();
    }

    private static RunRecord play(
            Scenario scenario, Map<String, Integer> parameters, TestedSystem system)
            throws InterruptedException {
        RunRecorder recorder = new RunRecorder();
        new ScenarioRun(
                        scenario,
                        Parameters.of(scenario.parameters(), parameters),
                        system,
                        Credentials.DEMO)
                .play(recorder);
        return recorder.result().orElseThrow();
    }
}
