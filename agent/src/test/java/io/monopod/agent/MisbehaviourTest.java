package io.monopod.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.StatusRuntimeException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Processes that do not behave: each gets a clear line, and the slot comes right.
@Timeout(180)
class MisbehaviourTest {
    private final List<AgentProcess> started = new ArrayList<>();
    private Path directory;
    private Stage stage;

    @BeforeEach
    void start(@TempDir Path temporary) throws IOException, InterruptedException {
        directory = temporary;
        stage = Stage.start(temporary);
    }

    @AfterEach
    void stop() {
        started.forEach(AgentProcess::close);
        stage.close();
    }

    @Test
    void processThatDiesAtOnceIsFollowedByAnother() throws Exception {
        var agent = agent("--mode", "dies-once", directory.resolve("flag").toString());

        agent.awaitReady();

        assertThat(agent.log())
                .anyMatch(
                        line ->
                                line.contains("it ended before it was ready: exit code 1")
                                        && line.contains("the first of us"));
        assertThat(stage.session("ann").add().count()).isEqualTo(1);
    }

    @Test
    void killedProcessIsNamedWithItsSignalAndSession() throws Exception {
        var agent = agent();
        agent.awaitReady();
        var state = stage.session("ann").add();

        new ProcessBuilder("kill", "-KILL", Long.toString(state.pid())).start().waitFor();

        agent.awaitLine(
                "process died: SIGKILL, it last wrote: begin mode=good session=ann instance="
                        + state.find("instance"));
        stage.awaitFree(1);
    }

    @Test
    void processThatIgnoresSigtermIsKilled() throws Exception {
        var agent = agent("--mode", "stubborn");
        agent.awaitReady();
        var state = stage.session("ann").add();

        stage.session("ann").call("Close", "");

        agent.awaitLine("processes do not end, killing them group=" + state.pid());
        stage.awaitFree(1);
        assertThat(ProcessHandle.of(state.pid())).isEmpty();
    }

    @Test
    void nothingThatProcessStartedIsLeft() throws Exception {
        var agent = agent("--mode", "forks");
        agent.awaitReady();
        var state = stage.session("ann").add();
        assertThat(members(state.pid())).hasSize(2);

        stage.session("ann").call("Close", "");

        stage.awaitFree(1);
        assertThat(members(state.pid())).isEmpty();
    }

    @Test
    void processThatSaysNotServingIsWaitedFor() throws Exception {
        var agent = agent("--mode", "warms-up");
        agent.awaitReady();

        assertThat(stage.session("ann").add().find("checks")).isEqualTo("3");
    }

    /// It escapes, as the documents say, but holds nothing up, though it has the process's output.
    @Test
    void daemonThatLeftTheGroupDoesNotHoldTheSlot() throws Exception {
        var agent = agent("--mode", "daemon");
        agent.awaitReady();
        var first = stage.session("ann").add();
        try {
            stage.session("ann").call("Close", "");
            stage.awaitFree(1);

            var second = stage.session("bob").add();
            assertThat(second.pid()).isNotEqualTo(first.pid());
            kill(second.find("daemon"));
        } finally {
            kill(first.find("daemon"));
        }
    }

    @Test
    void sessionOutlivesAPortThatIsClosedForAWhile() throws Exception {
        var agent = agent();
        agent.awaitReady();
        var ann = stage.session("ann");
        var first = ann.add();

        ann.call("Shut", "1");

        var failures = new HashSet<String>();
        Eventually.holds(() -> counted(ann, failures) > 1);
        assertThat(ann.add().pid()).isEqualTo(first.pid());
        // The second is the process's own answer to calls that run when it stops.
        assertThat(failures)
                .isSubsetOf("UNAVAILABLE: backend service unavailable", "CANCELLED: CANCELLED");
    }

    private static int counted(Stage.Session session, Set<String> failures) {
        try {
            return session.add().count();
        } catch (StatusRuntimeException e) {
            failures.add(String.valueOf(e.getMessage()));
            return 0;
        }
    }

    @Test
    void connectionsThatTheProcessEndsByGoawayFailNoCall() throws Exception {
        var agent = agent("--mode", "ages");
        agent.awaitReady();
        var ann = stage.session("ann");
        var watch = ann.watch();
        var first = Stage.State.of(watch.next());

        long until = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        int count = 0;
        while (System.nanoTime() - until < 0) {
            count = ann.add().count();
            assertThat(Stage.State.of(watch.next()).pid()).isEqualTo(first.pid());
        }

        assertThat(count).isGreaterThan(10);
    }

    @Test
    void processThatFillsItsOutputGetsReady() throws Exception {
        var agent = agent("--mode", "floods");

        agent.awaitReady();

        assertThat(stage.session("ann").add().count()).isEqualTo(1);
    }

    /// In its group, and out of it. The agent's heap is small.
    @ParameterizedTest
    @ValueSource(strings = {"", "setsid"})
    void whatDeadProcessLeftMayWriteForeverAndHoldsNothingUp(String how) throws Exception {
        var output = Files.createDirectory(directory.resolve("output"));
        var agent = agent(List.of("--slots=2", "--output=" + output));
        agent.awaitReady();
        stage.awaitFree(2);
        var bob = stage.session("bob");
        var other = bob.add();
        var ann = stage.session("ann");
        ann.add();

        assertThatThrownBy(() -> ann.call("Flood", how)).isInstanceOf(StatusRuntimeException.class);

        bob.call("Say", "");
        agent.awaitLine("process died: exit code 1, it last wrote: ");
        stage.awaitFree(1);
        bob.call("Say", "");
        assertThat(bob.add().pid()).isEqualTo(other.pid());
    }

    @Test
    void nothingOutlivesKilledAgent() throws Exception {
        var agent = agent("--mode", "forks");
        agent.awaitReady();
        var group = agent.children().getFirst();
        assertThat(members(group)).hasSize(2);

        agent.kill();

        Eventually.holds(() -> members(group).isEmpty());
    }

    @Test
    void outputGoesToFile() throws Exception {
        var output = Files.createDirectory(directory.resolve("output"));
        var agent = agent(List.of("--output=" + output));
        agent.awaitReady();

        var instance = stage.session("ann").add().find("instance");

        assertThat(output.resolve(instance + ".log")).hasContent("begin mode=good");
    }

    private AgentProcess agent(String... arguments) throws IOException {
        return agent(List.of(), arguments);
    }

    private AgentProcess agent(List<String> flags, String... arguments) throws IOException {
        var all = stage.flags("--ended-by=/test.Notebook/Close", "--kill-grace=1s");
        all.addAll(flags);
        all.add("--");
        all.addAll(Stage.command(arguments));
        var agent = AgentProcess.start(all);
        started.add(agent);
        return agent;
    }

    private static void kill(String pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-KILL", pid).start().waitFor();
    }

    /// The processes of the group.
    private static List<String> members(long group) {
        try {
            var list = new ProcessBuilder("ps", "-o", "pid=,stat=", "-g", Long.toString(group));
            return list.start().inputReader().lines().filter(line -> !line.contains("Z")).toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
