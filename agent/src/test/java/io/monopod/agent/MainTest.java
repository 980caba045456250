package io.monopod.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The program as its supervisor sees it: one line for what is wrong, an exit code, and nothing
/// left running.
@Timeout(120)
class MainTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--slots 0 -- true | slots=0 (--slots): allowed is 1 to 1000",
                "--slots 2 --warm 3 -- true | warm=3 (--warm): allowed is 0 to 2",
                "--ended-by Close -- true | ended-by=Close (--ended-by): allowed is methods like"
                        + " /pkg.Service/Close",
                "--reuse --after-session true -- true | reuse=true (--reuse): allowed is false, where"
                        + " before-session or after-session is set",
                "--slots 2 | command=: allowed is one after --, as in: -- python3 server.py --port"
                        + " {port}",
                "-- no-such-program | command=no-such-program: allowed is a program that is there"
                        + " and may be run",
                "-- ./pom.xml | command=./pom.xml: allowed is a program that is there and may be"
                        + " run",
                "--memory 5 -- true | memory=5 (--memory): allowed is at least 1MiB",
                "--cpus 0 -- true | cpus=0 (--cpus): allowed is a number of CPUs like 0.5 or 2, at"
                        + " least 0.01",
                "--directory /none -- true | directory=/none: allowed is a directory that is there"
                        + " and may be entered",
                "--output /none -- true | output=/none: allowed is a directory that is there and"
                        + " may be written to",
                "true | unexpected argument (command line): allowed is what --help lists",
            })
    void wrongUsageIsOneLine(String arguments, String line) throws Exception {
        try (var agent = AgentProcess.start(List.of(arguments.split(" ", -1)))) {
            assertThat(agent.exitCode()).isEqualTo(2);
            assertThat(agent.log()).containsExactly(line);
        }
    }

    @Test
    void gatewayThatIsAwayIsNamed() throws Exception {
        try (var agent =
                AgentProcess.start(
                        with(
                                List.of("--gateway=localhost:1", "--gateway-timeout=1s"),
                                Stage.command()))) {
            assertThat(agent.exitCode()).isEqualTo(3);
            assertThat(agent.log())
                    .anyMatch(
                            line ->
                                    line.startsWith(
                                            "cannot start: the gateway at localhost:1 accepts no"
                                                    + " instance: "));
            assertNothingRuns(agent);
        }
    }

    @Test
    void gatewayThatRefusesTheJoinSecretIsNamed(@TempDir Path directory) throws Exception {
        try (var stage = Stage.start(directory);
                var agent =
                        AgentProcess.start(
                                with(stage.flags(), Stage.command()), "not the right secret")) {
            assertThat(agent.exitCode()).isEqualTo(3);
            assertThat(agent.log())
                    .anyMatch(line -> line.startsWith("cannot start: ") && line.contains("join"));
            assertNothingRuns(agent);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mute | 1s | is not ready after 1 s: nothing listens on localhost:",
                "elsewhere | 1s | is not ready after 1 s: nothing listens on localhost:",
                "dies | 30s | it ended before it was ready: exit code 1, it last wrote: begin mode=dies",
            })
    void commandThatNeverGetsReadyIsNamed(
            String mode, String timeout, String part, @TempDir Path directory) throws Exception {
        try (var stage = Stage.start(directory);
                var agent =
                        AgentProcess.start(
                                with(
                                        stage.flags("--ready-timeout=" + timeout),
                                        Stage.command("--mode", mode)))) {
            assertThat(agent.exitCode()).isEqualTo(3);
            assertThat(agent.log())
                    .anyMatch(line -> line.startsWith("cannot start: ") && line.contains(part));
            assertNothingRuns(agent);
        }
    }

    @Test
    void hookThatFailsIsNamed(@TempDir Path directory) throws Exception {
        try (var stage = Stage.start(directory);
                var agent =
                        AgentProcess.start(
                                with(
                                        stage.flags("--before-session=echo no disk; exit 3"),
                                        Stage.command()))) {
            assertThat(agent.exitCode()).isEqualTo(3);
            assertThat(agent.log())
                    .contains(
                            "cannot start: before-session fails: exit code 3, it last wrote: no"
                                    + " disk");
        }
    }

    @Test
    void commandWithoutPortIsToldOfIt(@TempDir Path directory) throws Exception {
        try (var stage = Stage.start(directory);
                var agent =
                        AgentProcess.start(
                                with(stage.flags("--ready-timeout=1s"), List.of("sleep", "100")))) {
            assertThat(agent.exitCode()).isEqualTo(3);
            assertThat(agent.log())
                    .anyMatch(line -> line.contains("put {port} where its port belongs"));
            assertNothingRuns(agent);
        }
    }

    @Test
    void sigtermEndsEverything(@TempDir Path directory) throws Exception {
        try (var stage = Stage.start(directory);
                var agent = AgentProcess.start(with(stage.flags("--slots=2"), Stage.command()))) {
            agent.awaitReady();
            stage.awaitFree(2);

            agent.terminate();

            assertThat(agent.exitCode()).isZero();
            assertNothingRuns(agent);
            assertThat(stage.admin("GET", "clusters")).contains("\"registered\":0");
        }
    }

    @Test
    void helpNamesTheCommand() throws Exception {
        try (var agent = AgentProcess.start(List.of("--help"))) {
            assertThat(agent.exitCode()).isZero();
            assertThat(agent.output()).anyMatch(line -> line.contains("-- python3 server.py"));
        }
    }

    private static List<String> with(List<String> flags, List<String> command) {
        var all = new ArrayList<>(flags);
        all.add("--");
        all.addAll(command);
        return all;
    }

    private static void assertNothingRuns(AgentProcess agent) {
        assertThat(agent.children())
                .isNotEmpty()
                .noneMatch(pid -> ProcessHandle.of(pid).isPresent());
    }
}
