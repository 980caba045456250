package io.monopod.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.monopod.agent.Stage.State;
import io.monopod.process.ListenPort;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Sessions of a gateway on processes in Python.
@Timeout(120)
class AgentTest {
    private static final String ENDED_BY = "--ended-by=/test.Notebook/Close";

    @AutoClose private Stage stage;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException, InterruptedException {
        stage = Stage.start(directory);
    }

    @Test
    void eachSessionHasFreshProcess() throws Exception {
        stage.agent(ENDED_BY);
        var ann = stage.session("ann");
        var first = ann.add();
        assertThat(first.count()).isEqualTo(1);
        assertThat(ann.add().count()).isEqualTo(2);

        assertThat(new State(ann.call("Close", "")).count()).isEqualTo(2);

        stage.awaitFree(1);
        var second = stage.session("bob").add();
        assertThat(second.count()).isEqualTo(1);
        assertThat(second.pid()).isNotEqualTo(first.pid());
        assertThat(second.find("instance")).startsWith("py-").isNotEqualTo(first.find("instance"));
        assertThat(isAlive(first)).isFalse();
    }

    @Test
    void sessionsOfASlotShareThePortThatIsConfigured() throws Exception {
        int port = ListenPort.chooseFree(1).getFirst();
        stage.agent(ENDED_BY, "--port=" + port);
        var ann = stage.session("ann");
        ann.add();

        ann.call("Close", "");
        stage.awaitFree(1);

        assertThat(stage.session("bob").add().count()).isEqualTo(1);
        assertThat(stage.admin("GET", "instances")).contains("\"address\":\"localhost:" + port);
    }

    @Test
    void argumentsReachTheProcessAsTheyAre() throws Exception {
        var odd = List.of("a b", "'c' \"d\"", "$HOME *; e", "", "--at=[::1]:{port}/{port}");
        stage.agent(Stage.command(odd.toArray(String[]::new)));

        var state = stage.session("ann").add();

        var port = Pattern.compile("--at=\\[::1]:(\\d+)/").matcher(state.json());
        assertThat(port.find()).isTrue();
        assertThat(state.json())
                .contains(
                        "\"arguments\": [\"--port\", \"%1$s\", \"a b\", \"'c' \\\"d\\\"\", \"$HOME *; e\", \"\", \"--at=[::1]:%1$s/%1$s\"]"
                                .formatted(port.group(1)));
    }

    @Test
    void hooksRunAroundEachProcess(@TempDir Path directory) throws Exception {
        var file = directory.resolve("hooks");
        stage.agent(
                ENDED_BY,
                "--before-session=echo begin $MONOPOD_INSTANCE >>" + file,
                "--after-session=echo end $MONOPOD_INSTANCE >>" + file);
        var ann = stage.session("ann");
        var first = ann.add().find("instance");

        ann.call("Close", "");

        stage.awaitFree(1);
        var second = stage.session("bob").add().find("instance");
        assertThat(Files.readAllLines(file))
                .containsExactly("begin " + first, "end " + first, "begin " + second);
    }

    @Test
    void processIsToldWhoCalls() throws Exception {
        stage.agent(ENDED_BY);
        var ann = stage.session("ann");

        for (var seen : List.of(ann.add(), new State(ann.call("Close", "")))) {
            assertThat(seen.find("monopod-session")).isEqualTo("ann");
            assertThat(seen.find("monopod-user")).isEqualTo("TestUser");
            assertThat(seen.find("monopod-role")).isEqualTo("admin");
            assertThat(seen.find("monopod-epoch")).matches("[1-9][0-9]*");
            assertThat(seen.json()).doesNotContain("monopod-voucher");
            assertThat(seen.find("secret")).isEqualTo("none");
        }
    }

    @Test
    void callsThatAreNotAllowedNeverReachTheProcess() throws Exception {
        stage.agent();

        for (var head :
                List.of(
                        Map.<String, String>of(),
                        Map.of("session-id", "ann"),
                        Map.of("session-id", "ann", "authorization", "no token"),
                        Map.of(
                                "session-id", "ann",
                                "monopod-user", "TestUser",
                                "monopod-role", "admin",
                                "monopod-epoch", "1",
                                "monopod-voucher", "made up"))) {
            var refusal = failure(() -> stage.direct(head).add());
            assertThat(refusal.getCode()).isEqualTo(Code.UNAUTHENTICATED);
        }

        assertThat(stage.session("ann").add().count()).isEqualTo(1);
    }

    @Test
    void directCallWithTokenTakesTheSlot() throws Exception {
        stage.agent();
        var ann = stage.session("ann");

        var first = stage.direct(ann.head()).add();

        assertThat(first.find("monopod-epoch")).isEqualTo("0");
        assertThat(first.find("monopod-role")).isEqualTo("admin");
        assertThat(ann.add().count()).isEqualTo(2);
    }

    /// As clients with OpenCensus send it. gRPC's C core, which Python has, shows it to no server.
    @Test
    void endingCallMayHaveBinaryMetadataOfGrpc() throws Exception {
        stage.agent(ENDED_BY);
        var ann = stage.session("ann").with("grpc-trace-bin", new byte[] {0, 1, 2});
        ann.add();

        assertThat(new State(ann.call("Close", "")).count()).isEqualTo(1);
    }

    @Test
    void answerThatRefusesEndsNoSession() throws Exception {
        stage.agent(ENDED_BY);
        var ann = stage.session("ann");
        ann.add();

        var refusal = failure(() -> ann.call("Close", "refuse"));

        assertThat(refusal.getCode()).isEqualTo(Code.FAILED_PRECONDITION);
        assertThat(refusal.getDescription()).isEqualTo("not saved");
        assertThat(ann.add().count()).isEqualTo(2);
    }

    @Test
    void fourthClientIsRefusedByThreeSlots() throws Exception {
        stage.agent("--slots=3");
        stage.awaitFree(3);
        var processes = new HashSet<Long>();
        for (var session : List.of("a", "b", "c")) {
            processes.add(stage.session(session).add().pid());
        }
        assertThat(processes).hasSize(3);

        var refusal = failure(() -> stage.session("d").add());

        assertThat(refusal.getCode()).isEqualTo(Code.RESOURCE_EXHAUSTED);
        assertThat(refusal.getDescription()).isEqualTo("all instances are busy");
    }

    @Test
    void clientIsToldToComeBackWhileProcessesStart() throws Exception {
        stage.agent("--slots=2", "--warm=1");
        assertThat(stage.admin("GET", "clusters")).contains("\"registered\":1");
        stage.session("a").add();

        var refusals = new HashSet<String>();
        Eventually.holds(() -> served("b", refusals));

        assertThat(refusals).isSubsetOf("no available instances", "all instances are busy");
    }

    private boolean served(String session, Set<String> refusals) {
        try {
            stage.session(session).add();
            return true;
        } catch (StatusRuntimeException e) {
            refusals.add(String.valueOf(e.getStatus().getDescription()));
            return false;
        }
    }

    @Test
    void streamGoesOnInAnotherProcess() throws Exception {
        stage.agent("--slots=2");
        stage.awaitFree(2);
        var watch = stage.session("ann").watch();
        var first = State.of(watch.next());

        kill(first);

        assertThat(nextNotFrom(first, watch).pid()).isNotEqualTo(first.pid());
        stage.awaitFree(1);
        var why = stage.admin("GET", "why/ann");
        assertThat(why).contains("\"reason\":\"died\",\"exit\":\"SIGKILL\"");
    }

    @Test
    void callOfDeadProcessHasUnknownOutcome() throws Exception {
        stage.agent();
        var ann = stage.session("ann");
        ann.add();

        var failure = failure(() -> ann.call("Leave", "1"));

        assertThat(failure.getCode()).isEqualTo(Code.UNAVAILABLE);
        assertThat(failure.getDescription()).isEqualTo("backend service unavailable");
        stage.awaitFree(1);
    }

    @Test
    void processThatEndsWellEndsItsSession() throws Exception {
        stage.agent("--slots=2");
        stage.awaitFree(2);
        var ann = stage.session("ann");
        var watch = ann.watch();
        var first = State.of(watch.next());

        var failure = failure(() -> ann.call("Leave", "0"));

        assertThat(failure.getCode()).isEqualTo(Code.ABORTED);
        assertThat(failure.getDescription()).isEqualTo("session ended");
        assertThat(failure(() -> nextNotFrom(first, watch)).getDescription())
                .isEqualTo("session ended");
        stage.awaitFree(2);
    }

    @Test
    void forcedEndAbortsCalls() throws Exception {
        stage.agent();
        var watch = stage.session("ann").watch();
        var first = State.of(watch.next());

        stage.admin("DELETE", "sessions/ann");

        assertThat(failure(() -> nextNotFrom(first, watch)).getDescription())
                .isEqualTo("session ended");
        stage.awaitFree(1);
        assertThat(isAlive(first)).isFalse();
    }

    @Test
    void reusedProcessServesNextSession() throws Exception {
        stage.agent(ENDED_BY, "--reuse");
        var first = stage.session("ann").add();
        stage.session("ann").call("Close", "");

        var second = stage.session("bob").add();

        assertThat(second.pid()).isEqualTo(first.pid());
        assertThat(second.count()).isEqualTo(2);
    }

    @Test
    void stopGivesSessionsTheDrainTime() throws Exception {
        var agent = stage.agent(ENDED_BY, "--slots=2", "--drain-time=1m");
        stage.awaitFree(2);
        var ann = stage.session("ann");
        var first = ann.add();

        var stop = Thread.startVirtualThread(agent::stop);
        Eventually.holds(() -> stage.admin("GET", "clusters").contains("\"registered\":1"));

        assertThat(ann.add().count()).isEqualTo(2);
        ann.call("Close", "");
        stop.join();
        assertThat(isAlive(first)).isFalse();
    }

    private static Status failure(Runnable call) {
        var failure = catchThrowableOfType(StatusRuntimeException.class, call::run);
        assertThat(failure).isNotNull();
        return failure.getStatus();
    }

    private static State nextNotFrom(State first, Iterator<byte[]> watch) {
        var next = State.of(watch.next());
        while (next.pid() == first.pid()) {
            next = State.of(watch.next());
        }
        return next;
    }

    private static void kill(State state) {
        assertThat(ProcessHandle.of(state.pid()).map(ProcessHandle::destroyForcibly))
                .contains(true);
    }

    private static boolean isAlive(State state) {
        return ProcessHandle.of(state.pid()).isPresent();
    }
}
