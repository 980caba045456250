package io.monopod.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.scenarios.engine.Scenario;
import io.monopod.scenarios.fake.FakeSystem;
import io.monopod.scenarios.report.Json;
import io.monopod.scenarios.report.Reports;
import io.monopod.scenarios.scenario.Scenarios;
import io.monopod.scenarios.system.OnFull;
import io.monopod.scenarios.system.Policy;
import io.monopod.scenarios.system.SystemSpec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

class CliTest {
    @TempDir private Path directory = Path.of("");

    @Test
    void listNamesEveryScenario() {
        Cli cli = Cli.run("list");

        assertThat(cli.code()).isZero();
        assertThat(cli.out().lines())
                .map(line -> line.split(" ", 2)[0])
                .containsExactlyElementsOf(Scenarios.all().stream().map(Scenario::name).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "run",
                "walk",
                "run system_overload --clients none",
                "run system_overload --clients 0",
                "run system_overload --policy fair",
                "run system_overload --gateway nowhere",
                "run basic_workflow --clients 3",
                "run basic_workflow --set echo=3",
                "run basic_workflow --report /dev/null/x",
                "run basic_workflow --gateway localhost:1 --cert client.pem",
                "up --port 70000",
                "up --instances -1",
                "up server",
                "up --warm 1",
                "up --",
                "up --instances 0 -- server",
                "up --on-instance-loss wait -- server",
                "up --after-session exit -- server",
                "up --gateways 0",
                "run chaos --gateways 10",
                "run chaos --gateways 3 --gateway localhost:1"
            })
    void wrongUsageIsSaidInALineAndIsExitCode2(String line) {
        Cli cli = Cli.run(line.isEmpty() ? new String[0] : line.split(" ", -1));

        assertThat(cli.code()).isEqualTo(2);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err().lines().count()).isBetween(2L, 3L);
        assertThat(cli.err()).contains("--help").doesNotContain("Exception");
    }

    @Test
    void suggestsNameForMistypedScenario() {
        assertThat(Cli.run("run", "sytem_overlod").err())
                .contains("no scenario 'sytem_overlod'; did you mean system_overload?");
        assertThat(Cli.run("run", "xyzzy").err()).contains("there are system_overload, ");
    }

    @Test
    void unreachableGatewayIsExitCode3() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Cli cli = Cli.run("run", "system_overload", "--gateway", "localhost:" + port);

        assertThat(cli.code()).isEqualTo(3);
        assertThat(cli.err())
                .startsWith("monopod: cannot reach a gateway at localhost:" + port)
                .contains("Connection refused");
        assertThat(cli.err().lines()).hasSize(1);
    }

    @Test
    void invalidCertificateIsExitCode3() throws Exception {
        Path none = Files.writeString(directory.resolve("ca.pem"), "no certificate");

        Cli cli = Cli.run("run", "basic_workflow", "--gateway", "localhost:1", "--ca", "" + none);

        assertThat(cli.code()).isEqualTo(3);
        assertThat(cli.err()).startsWith("monopod: " + none);
        assertThat(cli.err().lines()).hasSize(1);
    }

    @Test
    void passedRunShowsResultsAndIsExitCode0() {
        try (FakeSystem system = new FakeSystem(3, Policy.EXCLUSIVE)) {
            Cli cli = Cli.run("run", "system_overload", "--gateway", system.gateway().toString());

            assertThat(cli.code()).as(cli.out()).isZero();
            assertThat(cli.out())
                    .doesNotContain("\u001b", "\r")
                    .contains("1. Log in 4 clients")
                    .containsPattern("client-\\d +MyServiceEcho +[\\d.]+ ms +OK +pod pod-1")
                    .containsPattern(
                            "client-\\d +MyServiceEcho +[\\d.]+ ms +RESOURCE_EXHAUSTED 8 +all"
                                    + " instances are busy +\\(ALL_INSTANCES_BUSY, retry in 300 ms\\)")
                    .contains("PASS  Every client logs in")
                    .contains("PASSED");
            assertThat(cli.err()).isEmpty();
        }
    }

    @Test
    void skippedScenarioWaitsForNoInstances() {
        try (FakeSystem system = new FakeSystem(1, Policy.EXCLUSIVE)) {
            String gateway = system.gateway().toString();
            Cli cli = Cli.run("run", "chaos", "--gateway", gateway, "--admin", "localhost:1");

            assertThat(cli.code()).as(cli.err()).isZero();
            assertThat(cli.out()).contains("SKIPPED: ", "needs a local system");
        }
    }

    @Test
    void failedValidationIsExitCode1() {
        try (FakeSystem system = new FakeSystem(2, Policy.EXCLUSIVE)) {
            Cli cli = Cli.run("run", "system_overload", "--gateway", system.gateway().toString());

            assertThat(cli.code()).isEqualTo(1);
            assertThat(cli.out())
                    .contains("FAIL  As many clients are served as there are instances", "FAILED");
        }
    }

    @Test
    void wrongPasswordIsReportedWithExitCode1() {
        try (FakeSystem system = new FakeSystem(2, Policy.EXCLUSIVE)) {
            Cli cli =
                    Cli.run(
                            "run",
                            "basic_workflow",
                            "--gateway",
                            system.gateway().toString(),
                            "--password",
                            "wrong");

            assertThat(cli.code()).isEqualTo(1);
            assertThat(cli.out())
                    .contains("FAILED: client-1: PERMISSION_DENIED 'invalid username or password'");
        }
    }

    @Test
    void unsuitableScenarioIsShownAsSkipped() {
        long skipped = Scenarios.all().stream().filter(scenario -> scenario.need().isOwn()).count();
        try (FakeSystem system = new FakeSystem(3, Policy.EXCLUSIVE)) {
            Cli cli =
                    Cli.run(
                            "run",
                            "all",
                            "--gateway",
                            system.gateway().toString(),
                            "--report",
                            directory.toString());

            assertThat(cli.code()).as(cli.out()).isZero();
            assertThat(cli.out())
                    .containsPattern("SKIPPED +instance_authentication_errors")
                    .contains(skipped + " skipped");
            assertThat(directory.resolve(Reports.JUNIT)).content().contains("<skipped");
            assertThat(directory.resolve("system_overload").resolve(Reports.HTML)).exists();
        }
    }

    @Test
    void manyClientsAreSummarisedByCode() {
        try (FakeSystem system = new FakeSystem(20, Policy.EXCLUSIVE)) {
            Cli cli =
                    Cli.run(
                            "run",
                            "system_overload",
                            "--clients",
                            "500",
                            "--instances",
                            "20",
                            "--gateway",
                            system.gateway().toString());

            assertThat(cli.code()).as(cli.out()).isZero();
            assertThat(cli.out())
                    .containsPattern(" 20 +OK")
                    .containsPattern(" 480 +RESOURCE_EXHAUSTED 8");
            assertThat(cli.out().lines().count()).isLessThan(150);
        }
    }

    @Test
    void reportsAndJsonShowTheSameRun() throws Exception {
        try (FakeSystem system = new FakeSystem(3, Policy.EXCLUSIVE)) {
            Cli cli =
                    Cli.run(
                            "run",
                            "basic_workflow",
                            "--json",
                            "--gateway",
                            system.gateway().toString(),
                            "--report",
                            directory.toString());

            assertThat(cli.code()).isZero();
            assertThat(cli.out().lines()).hasSize(1);
            Path printed = Files.writeString(directory.resolve("printed"), cli.out());
            assertThat(Json.read(printed)).isEqualTo(Json.read(directory.resolve(Reports.JSON)));
            assertThat(directory)
                    .isDirectoryContaining(file -> file.endsWith(Reports.HTML))
                    .isDirectoryContaining(file -> file.endsWith(Reports.CSV))
                    .isDirectoryContaining(file -> file.endsWith(Reports.JUNIT));
            assertThat(cli.err()).contains("PASSED");
        }
    }

    @Test
    void onFullOptionAcceptsOnlyItsWords() throws Exception {
        assertThat(SystemSpec.STANDARD.withOnFull(OnFull.WAIT).gatewaySettings())
                .containsEntry("waiting-room-on-full", "wait");
        assertThat(Cli.run("up", "--on-full", "perhaps").code()).isEqualTo(2);
    }

    @Test
    void afterSessionOptionNamesItsWords() throws Exception {
        Cli wrong = Cli.run("up", "--after-session", "perhaps");

        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).containsIgnoringCase("[reuse, exit, leave]");
    }

    @Test
    void takenPortIsExitCode3() throws Exception {
        try (ServerSocket taken =
                new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            Cli cli = Cli.run("up", "--port", Integer.toString(taken.getLocalPort()));

            assertThat(cli.code()).isEqualTo(3);
            assertThat(cli.out()).isEmpty();
        }
    }
}
