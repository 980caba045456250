package io.monopod.whole;

import static io.monopod.whole.WholeSystem.await;
import static io.monopod.whole.WholeSystem.echo;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.monopod.proto.myservice.EchoRequest;
import io.monopod.proto.myservice.LoginRequest;
import io.monopod.proto.myservice.MyServiceAPIGrpc;
import io.monopod.proto.myservice.MyServiceAPIGrpc.MyServiceAPIBlockingStub;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;

/// A gateway and an instance are cut off from the other gateways and the store (ADR 40). Both sides
/// have clients of one session.
@Timeout(120)
class PartitionTest {
    /// An instance for which no gateway vouches turns a call away.
    private static final String TURNED_AWAY = "UNAVAILABLE: service unavailable";

    /// It had the call when the last word of a gateway ran out.
    private static final String UNKNOWN = "UNAVAILABLE: backend service unavailable";

    private final Path directory;

    PartitionTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @BeforeAll
    static void needsEtcd() {
        SharedSystem.requireEtcd();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1}) // the leader, another gateway
    void oneSideOfAPartitionServes(int lone) throws Exception {
        int other = 2;
        try (var system = new PartitionedSystem(directory, lone)) {
            var before = system.startLoneInstance().id().value();
            var token = login(system, other);
            var here = stub(system, lone, token, "s");
            var there = stub(system, other, token, "s");
            assertThat(echo(there)).isEqualTo("OK: " + before);
            var ofOthers = system.connectionsToLoneInstance();
            assertThat(echo(here)).isEqualTo("OK: " + before);
            var own = new HashSet<>(system.connectionsToLoneInstance());
            own.removeAll(ofOthers);
            assertThat(own).hasSize(1);
            var after = system.startInstance().id().value();

            try (var caller = new Caller(here)) {
                var stream = CompletableFuture.supplyAsync(() -> subscribe(here));
                await(() -> Integer.toString(system.sent().size()), n -> Integer.parseInt(n) > 20);

                system.cut(own);

                // The others do not reach each other either, so only their leader places it.
                await(() -> echoThere(system, lone, token, "s"), ("OK: " + after)::equals);
                assertThat(stream.get(1, TimeUnit.SECONDS)).isEqualTo(UNKNOWN);
                assertThat(lastSentBy(system, before)).isLessThan(firstSentBy(system, after));
                await(caller::last, TURNED_AWAY::equals);
                assertThat(caller.answers())
                        .isSubsetOf("OK: " + before, TURNED_AWAY, UNKNOWN)
                        .contains("OK: " + before, TURNED_AWAY);

                system.mend();

                await(caller::last, ("OK: " + after)::equals);
            }
            assertThat(lastSentBy(system, before)).isLessThan(firstSentBy(system, after));
            var another = login(system, other, "t");
            await(() -> echo(soon(stub(system, other, another, "t"))), ("OK: " + before)::equals);
        }
    }

    @Test
    void leaderThatIsCutOffFromTheStoreStopsNoSession() throws Exception {
        try (var system = new PartitionedSystem(directory, 0)) {
            var pod = system.startLoneInstance().id().value();
            var token = login(system, 1);
            var here = stub(system, 0, token, "s");
            var there = stub(system, 1, token, "s");
            assertThat(echo(here)).isEqualTo("OK: " + pod);

            system.cutFromStore();

            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (System.nanoTime() < until) {
                assertThat(echo(here)).isEqualTo("OK: " + pod);
                assertThat(echo(there)).isEqualTo("OK: " + pod);
            }
            var another = login(system, 1, "t");
            assertThat(echo(stub(system, 1, another, "t")))
                    .isEqualTo("RESOURCE_EXHAUSTED: all instances are busy");
        }
    }

    /// The answer of one of the other gateways that can serve it, or of the last one.
    private static String echoThere(
            PartitionedSystem system, int lone, String token, String session) {
        var answer = "";
        for (int i = 0; i < 3 && !answer.startsWith("OK"); i++) {
            answer = i == lone ? answer : echo(soon(stub(system, i, token, session)));
        }
        return answer;
    }

    private static String login(PartitionedSystem system, int gateway) {
        return login(system, gateway, "s");
    }

    private static String login(PartitionedSystem system, int gateway, String session) {
        return MyServiceAPIGrpc.newBlockingStub(system.channel(gateway))
                .login(
                        LoginRequest.newBuilder()
                                .setUsername("TestUser")
                                .setPassword("TestPassword")
                                .setSessionId(session)
                                .build())
                .getToken();
    }

    private static MyServiceAPIBlockingStub stub(
            PartitionedSystem system, int gateway, String token, String session) {
        return WholeSystem.stub(system.channel(gateway), token, session);
    }

    private static MyServiceAPIBlockingStub soon(MyServiceAPIBlockingStub stub) {
        return stub.withDeadlineAfter(1, TimeUnit.SECONDS);
    }

    /// How a stream ends.
    private static String subscribe(MyServiceAPIBlockingStub stub) {
        try {
            stub.withDeadlineAfter(60, TimeUnit.SECONDS)
                    .myServiceSubscribe(EchoRequest.getDefaultInstance())
                    .forEachRemaining(_ -> {});
            return Status.Code.OK.toString();
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode() + ": " + e.getStatus().getDescription();
        }
    }

    private static long lastSentBy(PartitionedSystem system, String pod) {
        return times(system, pod).max().orElseThrow();
    }

    private static long firstSentBy(PartitionedSystem system, String pod) {
        return times(system, pod).min().orElseThrow();
    }

    private static LongStream times(PartitionedSystem system, String pod) {
        return system.sent().stream()
                .filter(each -> each.pod().equals(pod) && each.session().equals("s"))
                .mapToLong(Recorded.Sent::at);
    }

    /// A client that calls all the time.
    private static final class Caller implements AutoCloseable {
        private final MyServiceAPIBlockingStub stub;
        private final Set<String> answers = ConcurrentHashMap.newKeySet();
        private final AtomicBoolean over = new AtomicBoolean();
        private volatile String last = "";

        Caller(MyServiceAPIBlockingStub stub) {
            this.stub = stub;
            Thread.ofVirtual().start(this::run);
        }

        private void run() {
            while (!over.get()) {
                last = echo(stub.withDeadlineAfter(20, TimeUnit.SECONDS));
                answers.add(last);
            }
        }

        String last() {
            return last;
        }

        Set<String> answers() {
            return Set.copyOf(answers);
        }

        @Override
        public void close() {
            over.set(true);
        }
    }
}
