package io.monopod.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.grpc.GrpcRouting;
import io.monopod.config.Secret;
import io.monopod.contract.ClusterName;
import io.monopod.contract.Names;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.AfterEnd;
import io.monopod.gateway.assign.Counts;
import io.monopod.gateway.assign.Decision;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Policy;
import io.monopod.gateway.assign.Rules;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.proto.control.v1.DeregisterRequest;
import io.monopod.proto.control.v1.HeartbeatRequest;
import io.monopod.proto.control.v1.RegisterRequest;
import io.monopod.proto.control.v1.RegistryGrpc;
import io.monopod.proto.control.v1.SlotReport;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The whole package on real sockets: the Registry on Helidon, instances on grpc-java.
class InstanceRegistryTest {
    private static final ClusterName CLUSTER = new ClusterName("myservice");
    private static final Secret SECRET = new Secret("the secret of this test");
    private static final UserName ANNA = new UserName("anna");
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final BlockingQueue<SessionEvent> events = new LinkedBlockingQueue<>();
    private final GrpcInstanceControl control =
            new GrpcInstanceControl(() -> "gateway-token", null, Duration.ofSeconds(1));
    private final InstanceRegistry registry =
            InstanceRegistry.start(
                    Map.of(
                            CLUSTER,
                            Rules.from(Instant.now(), Policy.EXCLUSIVE, LEASE, Duration.ZERO)),
                    new Terms(Duration.ofSeconds(1), () -> "{\"keys\":[]}", "iss", "aud"),
                    SECRET,
                    control,
                    Clock.systemUTC(),
                    (_, event) -> events.add(event));
    private final Grants grants = registry.cluster(CLUSTER).grants();
    private WebServer server;
    private ManagedChannel channel;

    @BeforeEach
    void serve() {
        server =
                WebServer.builder()
                        .host("localhost")
                        .port(0)
                        .addRouting(GrpcRouting.builder().service(registry.service()))
                        .build()
                        .start();
        channel = NettyChannelBuilder.forAddress("localhost", server.port()).usePlaintext().build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.stop();
        registry.close();
        control.close();
    }

    @Test
    void tellsAnInstanceTheTermsWhenItRegisters() throws IOException {
        try (var instance = FakeInstance.start("pod-1")) {
            var response = stub(SECRET.value()).register(registration(instance));

            assertThat(response.getLease().getSeconds()).isEqualTo(3);
            assertThat(response.getHeartbeatInterval().getSeconds()).isEqualTo(1);
            assertThat(response.getJwks()).isEqualTo("{\"keys\":[]}");
            assertThat(response.getIssuer()).isEqualTo("iss");
            assertThat(response.getAudience()).isEqualTo("aud");
            assertThat(registry.cluster(CLUSTER).counts()).isEqualTo(new Counts(1, 0, 0, 0, 0));
        }
    }

    @Test
    void refusesAWrongJoinSecret() throws IOException {
        try (var instance = FakeInstance.start("pod-1")) {
            assertThatThrownBy(() -> stub("not the secret").register(registration(instance)))
                    .isInstanceOfSatisfying(
                            StatusRuntimeException.class,
                            e -> {
                                assertThat(e.getStatus().getCode())
                                        .isEqualTo(Status.Code.UNAUTHENTICATED);
                                assertThat(e.getStatus().getDescription())
                                        .isEqualTo("join secret refused");
                            });
            assertThat(registry.cluster(CLUSTER).counts().registered()).isZero();
        }
    }

    @Test
    void namesWhatIsWrongInARegistration() throws IOException {
        try (var instance = FakeInstance.start("pod-1")) {
            var valid = registration(instance);
            assertRefused(
                    valid.toBuilder().setCluster("other"), "cluster must be one of myservice");
            assertRefused(valid.toBuilder().setAddress("nowhere"), "address must be host:port");
            assertRefused(valid.toBuilder().setInstanceId(""), "instance id must be");
            assertRefused(valid.toBuilder().clearSlot(), "slot.phase is none");
        }
    }

    private void assertRefused(RegisterRequest.Builder request, String message) {
        assertThatThrownBy(() -> stub(SECRET.value()).register(request.build()))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> {
                            assertThat(e.getStatus().getCode())
                                    .isEqualTo(Status.Code.INVALID_ARGUMENT);
                            assertThat(e.getStatus().getDescription()).startsWith(message);
                        });
    }

    @Test
    void refusesTheLateRegistrationOfAProcessThatAnotherHasReplaced() throws IOException {
        try (var instance = FakeInstance.start("pod-1")) {
            var late = registration(instance);
            var next =
                    late.toBuilder()
                            .setInstanceId("pod-2")
                            .setStarted(Timestamp.newBuilder().setSeconds(1))
                            .build();
            var stub = stub(SECRET.value());
            assertThat(stub.register(next)).isNotNull();

            assertThatThrownBy(() -> stub.register(late))
                    .isInstanceOfSatisfying(
                            StatusRuntimeException.class,
                            e ->
                                    assertThat(e.getStatus())
                                            .hasToString(
                                                    Status.FAILED_PRECONDITION
                                                            .withDescription(
                                                                    "an instance that started"
                                                                            + " later is registered"
                                                                            + " at "
                                                                            + late.getAddress())
                                                            .toString()));
            assertThat(registry.cluster(CLUSTER).instances())
                    .extracting(view -> view.instance().id().value())
                    .containsExactly("pod-2");
        }
    }

    @Test
    void asksAnUnknownInstanceToRegister() {
        var heartbeat =
                HeartbeatRequest.newBuilder()
                        .setInstanceId("pod-9")
                        .setSlot(SlotReport.newBuilder().setPhase(SlotReport.Phase.FREE))
                        .build();

        assertThatThrownBy(() -> stub(SECRET.value()).heartbeat(heartbeat))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND));
    }

    @Test
    void grantsASessionAnInstanceAndGetsItBack() throws Exception {
        try (var instance = FakeInstance.start("pod-1")) {
            stub(SECRET.value()).register(registration(instance));

            var held = (Decision.Held) grants.acquire(new SessionId("s1"), ANNA, Duration.ZERO);

            assertThat(held.grant().instance()).isEqualTo(instance.instance());
            assertThat(instance.slot().getSessionId()).isEqualTo("s1");
            assertThat(instance.slot().getOwner()).isEqualTo("anna");
            assertThat(instance.tokens).containsExactly("Bearer gateway-token");
            assertThat(grants.acquire(new SessionId("s2"), ANNA, Duration.ZERO))
                    .isInstanceOf(Decision.AllBusy.class);

            grants.endedByCall(held.grant(), AfterEnd.FREE);
            grants.callEnded(held.grant());
            assertThat(registry.cluster(CLUSTER).counts().free()).isEqualTo(1);
        }
    }

    @Test
    void tellsTheInstanceThatItsSessionWasEnded() throws Exception {
        try (var instance = FakeInstance.start("pod-1")) {
            stub(SECRET.value()).register(registration(instance));
            grants.acquire(new SessionId("s1"), ANNA, Duration.ZERO);

            assertThat(grants.end(new SessionId("s1"), EndReason.FORCED)).isTrue();

            awaitEvent(event -> event instanceof SessionEvent.Ended);
            assertThat(instance.ends)
                    .singleElement()
                    .satisfies(end -> assertThat(end.getReason()).isEqualTo("forced"));
            assertThat(registry.cluster(CLUSTER).counts().free()).isEqualTo(1);
        }
    }

    @Test
    void goesOnToTheNextInstanceWhenOneIsGone() throws Exception {
        try (var dead = FakeInstance.start("pod-1");
                var alive = FakeInstance.start("pod-2")) {
            stub(SECRET.value()).register(registration(dead));
            stub(SECRET.value()).register(registration(alive));
            dead.kill();

            var held = (Decision.Held) grants.acquire(sessionPreferring(dead), ANNA, Duration.ZERO);

            assertThat(held.grant().instance()).isEqualTo(alive.instance());
            assertThat(registry.cluster(CLUSTER).counts().registered()).isEqualTo(1);
        }
    }

    private SessionId sessionPreferring(FakeInstance instance) {
        return Stream.iterate(1, i -> i + 1)
                .map(i -> new SessionId("s" + i))
                .filter(session -> isFirst(instance, session))
                .findFirst()
                .orElseThrow();
    }

    private boolean isFirst(FakeInstance instance, SessionId session) {
        var best = registry.cluster(CLUSTER).preference(session).getFirst();
        return best.equals(instance.instance().id());
    }

    @Test
    void takesBackABindWhoseAnswerNeverCame() throws Exception {
        try (var instance = FakeInstance.startSilent("pod-1")) {
            stub(SECRET.value()).register(registration(instance));
            var call =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try {
                                            grants.acquire(
                                                    new SessionId("s1"), ANNA, Duration.ZERO);
                                        } catch (InterruptedException e) {
                                            // the client has gone
                                        }
                                    });
            awaitEvent(event -> event instanceof SessionEvent.Reserved);
            call.interrupt();
            awaitEvent(event -> event instanceof SessionEvent.Ending);
            assertThat(registry.cluster(CLUSTER).counts().quarantined()).isEqualTo(1);

            instance.speak();

            awaitEvent(event -> event instanceof SessionEvent.Ended);
            assertThat(call.join(PATIENCE)).isTrue();
            assertThat(registry.cluster(CLUSTER).counts().free()).isEqualTo(1);
        }
    }

    @Test
    void forgetsAnInstanceThatLeaves() throws Exception {
        try (var instance = FakeInstance.start("pod-1")) {
            stub(SECRET.value()).register(registration(instance));
            grants.acquire(new SessionId("s1"), ANNA, Duration.ZERO);

            stub(SECRET.value())
                    .deregister(DeregisterRequest.newBuilder().setInstanceId("pod-1").build());

            assertThat(registry.cluster(CLUSTER).counts().registered()).isZero();
            assertThat(grants.acquire(new SessionId("s1"), ANNA, Duration.ZERO))
                    .isEqualTo(new Decision.NoneKnown());
        }
    }

    private void awaitEvent(Predicate<SessionEvent> wanted) throws InterruptedException {
        SessionEvent event;
        do {
            event = events.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(event).as("the awaited event").isNotNull();
        } while (event != null && !wanted.test(event));
    }

    private RegistryGrpc.RegistryBlockingStub stub(String secret) {
        var headers = new Metadata();
        headers.put(Metadata.Key.of(Names.JOIN, Metadata.ASCII_STRING_MARSHALLER), secret);
        return RegistryGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .withDeadlineAfter(PATIENCE);
    }

    private static RegisterRequest registration(FakeInstance instance) {
        return RegisterRequest.newBuilder()
                .setInstanceId(instance.instance().id().value())
                .setCluster(CLUSTER.value())
                .setAddress(instance.instance().address().toString())
                .setSlot(instance.slot())
                .build();
    }
}
