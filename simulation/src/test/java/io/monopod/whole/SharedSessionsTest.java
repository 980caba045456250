package io.monopod.whole;

import static io.monopod.whole.WholeSystem.await;
import static io.monopod.whole.WholeSystem.echo;
import static io.monopod.whole.WholeSystem.shutdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.monopod.proto.control.v1.HeartbeatRequest;
import io.monopod.proto.control.v1.RegisterRequest;
import io.monopod.proto.control.v1.RegistryGrpc;
import io.monopod.proto.control.v1.SlotReport;
import io.monopod.proto.control.v1.SlotReport.Phase;
import io.monopod.proto.store.v1.AcquireRequest;
import io.monopod.proto.store.v1.LeaderGrpc;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Sessions that several gateways share, with a real etcd.
@Timeout(120)
class SharedSessionsTest {
    private static final String ALL_BUSY = "RESOURCE_EXHAUSTED: all instances are busy";
    private static final String AWAY = "UNAVAILABLE: service unavailable";
    private static final Pattern EVENT_ID = Pattern.compile("(?m)^id: (\\d+)$");

    private static final Metadata.Key<String> VOUCHED =
            Metadata.Key.of("monopod-vouched", Metadata.ASCII_STRING_MARSHALLER);

    private final Path directory;

    SharedSessionsTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @BeforeAll
    static void needsEtcd() {
        SharedSystem.requireEtcd();
    }

    @Test
    void anyGatewayTakesAnyCallOfASession() throws Exception {
        try (var system = new SharedSystem(directory, 3, 2, "")) {
            var token = system.login(0, "s-1");

            var first = echo(system.through(0, token, "s-1"));

            assertThat(first).startsWith("OK: ");
            assertThat(echo(system.through(1, token, "s-1"))).isEqualTo(first);
            assertThat(echo(system.through(2, token, "s-1"))).isEqualTo(first);
            assertThat(shutdown(system.through(1, token, "s-1"))).isEqualTo(first);
        }
    }

    @Test
    void fullIsFullAtEveryGateway() throws Exception {
        try (var system = new SharedSystem(directory, 3, 2, "")) {
            var a = system.login(0, "a");
            var b = system.login(1, "b");
            var c = system.login(2, "c");
            assertThat(echo(system.through(0, a, "a"))).startsWith("OK: ");
            var pod = echo(system.through(1, b, "b"));

            assertThat(echo(system.through(2, c, "c"))).isEqualTo(ALL_BUSY);

            assertThat(shutdown(system.through(0, b, "b"))).isEqualTo(pod);
            await(() -> echo(system.through(2, c, "c")), pod::equals);
        }
    }

    @Test
    void callWaitsForASessionOfAnotherGateway() throws Exception {
        try (var system = new SharedSystem(directory, 2, 1, "")) {
            var a = system.login(0, "a");
            var b = system.login(1, "b");
            var pod = echo(system.through(0, a, "a"));

            var waiting = CompletableFuture.supplyAsync(() -> echo(system.waiting(1, b, "b")));
            assertThat(waiting).failsWithin(300, TimeUnit.MILLISECONDS);
            assertThat(shutdown(system.through(0, a, "a"))).isEqualTo(pod);

            assertThat(waiting.get(20, TimeUnit.SECONDS)).isEqualTo(pod);
        }
    }

    @Test
    void sessionsGoOnWhenTheLeaderStops() throws Exception {
        try (var system = new SharedSystem(directory, 3, 2, "")) {
            int leader = system.leader();
            int other = (leader + 1) % 3;
            var a = system.login(leader, "a");
            var pod = echo(system.through(other, a, "a"));
            var b = system.login(other, "b");

            system.stop(leader);

            assertThat(echo(system.through(other, a, "a"))).isEqualTo(pod);
            await(() -> echo(system.through(other, b, "b")), answer -> answer.startsWith("OK: "));
            assertThat(echo(system.through(other, a, "a"))).isEqualTo(pod);
            assertThat(system.leader()).isNotEqualTo(leader);
        }
    }

    @Test
    void instancesGoOnWithGatewaysThatTheyWereNotConfiguredWith() throws Exception {
        try (var system = new SharedSystem(directory, 3, 0, "")) {
            int leader = system.leader();
            int other = (leader + 1) % 3;
            system.addInstance(IntStream.of(leader));
            system.addInstance(IntStream.of(leader));
            var a = system.login(leader, "a");
            var pod = echo(system.through(other, a, "a"));
            var b = system.login(other, "b");

            system.stop(leader);

            await(() -> echo(system.through(other, b, "b")), answer -> answer.startsWith("OK: "));
            assertThat(echo(system.through(other, a, "a"))).isEqualTo(pod);
        }
    }

    @Test
    void callInLineKeepsItsPlaceWhenTheLeaderStops() throws Exception {
        try (var system = new SharedSystem(directory, 3, 1, "")) {
            int leader = system.leader();
            int other = (leader + 1) % 3;
            var a = system.login(other, "a");
            var pod = echo(system.through(other, a, "a"));
            var b = system.login(other, "b");
            var c = system.login(other, "c");
            var first = CompletableFuture.supplyAsync(() -> echo(system.waiting(other, b, "b")));
            assertThat(first).failsWithin(300, TimeUnit.MILLISECONDS);
            var second = CompletableFuture.supplyAsync(() -> echo(system.waiting(other, c, "c")));
            assertThat(second).failsWithin(300, TimeUnit.MILLISECONDS);

            system.stop(leader);
            assertThat(shutdown(system.through(other, a, "a"))).isEqualTo(pod);

            assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(pod);
            assertThat(second).isNotDone();
            assertThat(shutdown(system.through(other, b, "b"))).isEqualTo(pod);
            assertThat(second.get(20, TimeUnit.SECONDS)).isEqualTo(pod);
        }
    }

    @Test
    void sessionsGoOnWhileTheStoreIsAway() throws Exception {
        try (var system = new SharedSystem(directory, 2, 2, "")) {
            var a = system.login(0, "a");
            var pod = echo(system.through(1, a, "a"));
            var b = system.login(1, "b");

            system.etcd().killAll();

            assertThat(echo(system.through(0, a, "a"))).isEqualTo(pod);
            await(() -> echo(system.through(1, b, "b")), AWAY::equals);
            assertThat(system.body(0, "/sessions")).contains("\"session\":\"a\"");
            assertThat(system.body(0, "/gateways")).contains("\"store\":\"away\"");
            goesOn(() -> echo(system.through(1, a, "a")), pod);
            assertThat(shutdown(system.through(1, a, "a"))).isEqualTo(pod);

            system.etcd().startAgain(0);
            await(() -> echo(system.through(1, b, "b")), answer -> answer.startsWith("OK: "));
        }
    }

    @Test
    void sessionsGoOnWhileTheStoreIsAwayAndTheLeaderIsGone() throws Exception {
        try (var system = new SharedSystem(directory, 2, 1, "")) {
            int leader = system.leader();
            int other = 1 - leader;
            var a = system.login(other, "a");
            var pod = echo(system.through(other, a, "a"));

            system.etcd().killAll();
            system.stop(leader);

            goesOn(() -> echo(system.through(other, a, "a")), pod);
            // With a Last-Event-ID, as of a client that comes again.
            assertThat(system.admin(other, "GET", "/events?follow=false").statusCode())
                    .isEqualTo(503);
            system.etcd().startAgain(0);
            await(() -> Integer.toString(system.leader()), Integer.toString(other)::equals);
            goesOn(() -> echo(system.through(other, a, "a")), pod);
        }
    }

    /// For longer than the store's lease, and an instance's after it.
    private static void goesOn(Supplier<String> call, String pod) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(8);
        while (System.nanoTime() < until) {
            assertThat(call.get()).isEqualTo(pod);
            TimeUnit.MILLISECONDS.sleep(50); // a slow client
        }
    }

    @Test
    void sessionIsIdleOnlyIfNoGatewayHasACallOfIt() throws Exception {
        try (var system = new SharedSystem(directory, 2, 1, "session-idle: 2s")) {
            var a = system.login(0, "a");
            var b = system.login(1, "b");
            var pod = echo(system.through(0, a, "a"));
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(4);
            while (System.nanoTime() < until) {
                assertThat(echo(system.through(1, a, "a"))).isEqualTo(pod);
                assertThat(echo(system.through(0, b, "b"))).isEqualTo(ALL_BUSY);
                TimeUnit.MILLISECONDS.sleep(100); // a slow client
            }

            await(() -> echo(system.through(0, b, "b")), pod::equals);
        }
    }

    @Test
    void everyGatewayAnswersOperatorsForTheWholeSystem() throws Exception {
        try (var system = new SharedSystem(directory, 2, 1, "")) {
            int leader = system.leader();
            int other = 1 - leader;
            var a = system.login(leader, "a");
            var pod = echo(system.through(leader, a, "a")).substring("OK: ".length());

            assertThat(system.admin(other, "GET", "/sessions").body())
                    .contains("\"session\":\"a\"", "\"instance\":\"" + pod + "\"");
            assertThat(system.admin(other, "GET", "/why/a").body()).contains("holds this session");
            assertThat(system.admin(other, "GET", "/events?follow=false").body())
                    .contains("event: registered", "event: confirmed");
            assertThat(system.admin(other, "GET", "/gateways").body())
                    .contains("\"led\":true", "\"leads\":true", "\"leads\":false");
            assertThat(system.admin(other, "DELETE", "/sessions/a").statusCode()).isEqualTo(204);
            await(
                    () -> system.body(other, "/sessions"),
                    sessions -> sessions.equals("{\"sessions\":[]}"));
            assertThat(system.admin(other, "DELETE", "/sessions/a").statusCode()).isEqualTo(404);

            var last = lastEvent(system, other);
            system.stop(leader);

            await(() -> system.body(other, "/instances"), instances -> instances.contains(pod));
            assertThat(lastEvent(system, other)).isGreaterThan(last);
        }
    }

    @Test
    void drainOutlivesTheLeader() throws Exception {
        try (var system = new SharedSystem(directory, 2, 1, "")) {
            int leader = system.leader();
            int other = 1 - leader;
            var a = system.login(other, "a");
            var pod = echo(system.through(other, a, "a")).substring("OK: ".length());
            var path = "/instances/" + pod;
            assertThat(system.admin(other, "POST", path + "/drain").statusCode()).isEqualTo(204);
            TimeUnit.SECONDS.sleep(2); // in which the instance's heartbeat hears of it

            system.stop(leader);

            await(() -> system.body(other, "/instances"), all -> all.contains(pod));
            assertThat(system.body(other, "/instances")).contains("draining");
            assertThat(shutdown(system.through(other, a, "a"))).isEqualTo("OK: " + pod);
            assertThat(echo(system.through(other, a, "a")))
                    .isEqualTo("RESOURCE_EXHAUSTED: no available instances");
            assertThat(system.admin(other, "POST", path + "/undrain").statusCode()).isEqualTo(204);
            await(() -> echo(system.through(other, a, "a")), ("OK: " + pod)::equals);
        }
    }

    private static long lastEvent(SharedSystem system, int gateway) {
        var ids = EVENT_ID.matcher(system.body(gateway, "/events?follow=false")).results();
        return ids.mapToLong(id -> Long.parseLong(id.group(1))).max().orElseThrow();
    }

    @Test
    void onlyGatewaysMayAskTheLeader() throws Exception {
        try (var system = new SharedSystem(directory, 2, 1, "")) {
            var request = AcquireRequest.newBuilder().setCluster("myservice").setSessionId("s-1");

            for (var proof : List.of("", "0".repeat(43))) {
                var leader =
                        LeaderGrpc.newBlockingStub(system.control(system.leader(), proof))
                                .withDeadlineAfter(10, TimeUnit.SECONDS);
                assertThatThrownBy(() -> leader.acquire(request.build()))
                        .hasMessage("UNAUTHENTICATED: gateway's proof refused");
            }
        }
    }

    @Test
    void reportWithoutAClaimIsNotVouchedForWhileTheStoreIsAway() throws Exception {
        try (var system = new SharedSystem(directory, 2, 1, "")) {
            int leader = system.leader();
            var stranger =
                    RegistryGrpc.newBlockingStub(system.control(1 - leader, ""))
                            .withInterceptors(
                                    SharedSystem.header("monopod-forwarded", "1"),
                                    SharedSystem.header("monopod-join", WholeSystem.JOIN_SECRET));
            system.etcd().killAll();
            system.stop(leader);
            var free = SlotReport.newBuilder().setPhase(Phase.FREE).build();
            await(() -> vouched(stranger, "pod-1", free), "true"::equals);

            var held = SlotReport.newBuilder().setPhase(Phase.HELD).setEpoch(1).setSessionId("s");
            assertThat(vouched(stranger, "pod-1", held.build())).isEqualTo("false");
            assertThat(vouched(stranger, "no id\n", held.build())).isEqualTo("false");
            assertThat(vouched(stranger, "pod-1", held.setSessionId("x".repeat(9_999)).build()))
                    .isEqualTo("false");
            assertThat(vouched(stranger, "pod-1", held.setEpoch(-1).build())).isEqualTo("false");
        }
    }

    private static String vouched(
            RegistryGrpc.RegistryBlockingStub registry, String instance, SlotReport report) {
        var request = HeartbeatRequest.newBuilder().setInstanceId(instance).setSlot(report).build();
        var refusal =
                catchThrowableOfType(
                        StatusRuntimeException.class,
                        () -> registry.withDeadlineAfter(10, TimeUnit.SECONDS).heartbeat(request));
        assertThat(refusal).hasMessage("UNAVAILABLE: no gateway leads now");
        return String.valueOf(Objects.requireNonNull(refusal.getTrailers()).get(VOUCHED));
    }

    @Test
    void forwardedCallIsNotForwardedAgain() throws Exception {
        try (var system = new SharedSystem(directory, 2, 1, "")) {
            int follower = 1 - system.leader();
            var registry =
                    RegistryGrpc.newBlockingStub(system.control(follower, ""))
                            .withInterceptors(SharedSystem.header("monopod-forwarded", "1"))
                            .withDeadlineAfter(10, TimeUnit.SECONDS);
            var joined =
                    registry.withInterceptors(
                            SharedSystem.header("monopod-join", WholeSystem.JOIN_SECRET));

            assertThatThrownBy(() -> joined.register(RegisterRequest.getDefaultInstance()))
                    .hasMessage("UNAVAILABLE: no gateway leads now");
        }
    }

    @Test
    void callWithAWrongJoinSecretIsRefusedWhereItArrives() throws Exception {
        try (var system = new SharedSystem(directory, 2, 1, "")) {
            for (var wrong : List.of("", "guessed")) {
                // If it were passed on, the mark of a passed call would get another answer.
                var stranger =
                        RegistryGrpc.newBlockingStub(system.control(1 - system.leader(), ""))
                                .withInterceptors(
                                        SharedSystem.header("monopod-forwarded", "1"),
                                        SharedSystem.header("monopod-join", wrong))
                                .withDeadlineAfter(10, TimeUnit.SECONDS);

                assertThatThrownBy(() -> stranger.register(RegisterRequest.getDefaultInstance()))
                        .hasMessage("UNAUTHENTICATED: join secret refused");
            }
        }
    }
}
