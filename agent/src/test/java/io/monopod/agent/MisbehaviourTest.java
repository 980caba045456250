package io.monopod.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
    void processThatFillsItsOutputGetsReady() throws Exception {
        var agent = agent("--mode", "floods");

        agent.awaitReady();

        assertThat(stage.session("ann").add().count()).isEqualTo(1);
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
