package io.monopod.gateway.registry;

import static io.monopod.gateway.registry.RegistryFixture.ANNA;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;

import io.grpc.Status;
import io.monopod.contract.SessionId;
import io.monopod.gateway.Eventually;
import io.monopod.gateway.assign.Assignment;
import io.monopod.gateway.assign.LossReason;
import io.monopod.gateway.assign.Refusal;
import io.monopod.gateway.registry.OddInstance.Answer;
import io.monopod.proto.control.v1.BindRequest;
import io.monopod.proto.control.v1.BindResponse;
import io.monopod.proto.control.v1.RegisterRequest;
import io.monopod.proto.control.v1.SlotReport;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Instances that answer a bind wrongly, late or never, on real sockets: no call loops, and a
/// correct instance beside them serves.
@Timeout(60)
class OddInstancesTest {
    /// `timeouts.bind` of the fixture is 1 s; a moment for the end follows.
    private static final Duration ONE_TRY = Duration.ofMillis(1_500);

    /// The delay that a loaded machine may add.
    private static final Duration SLACK = Duration.ofSeconds(3);

    @AutoClose private final RegistryFixture registry = new RegistryFixture();

    @ParameterizedTest
    @EnumSource(value = Status.Code.class, mode = Mode.EXCLUDE, names = "OK")
    void bindAnsweredWithAStatusIsNotRetried(Status.Code code) throws Exception {
        assertNextInstanceIsTried(_ -> new Answer.Failed<>(Status.fromCode(code)));
    }

    @Test
    void bindAnsweredWithUnknownOutcomeIsNotRetried() throws Exception {
        assertNextInstanceIsTried(
                _ -> new Answer.Message<>(BindResponse.newBuilder().setOutcomeValue(77).build()));
        assertNextInstanceIsTried(_ -> new Answer.Message<>(BindResponse.getDefaultInstance()));
    }

    @Test
    void bindAnswerNamingAnotherSessionIsRejected() throws Exception {
        assertNextInstanceIsTried(
                request -> bound(request.toBuilder().setSessionId("another").build()));

        assertThat(registry.grants.begin(new SessionId("another"), ANNA)).isNull();
    }

    @Test
    void bindAnswerWithAnotherEpochIsRejected() throws Exception {
        assertNextInstanceIsTried(
                request -> bound(request.toBuilder().setEpoch(request.getEpoch() + 1).build()));
    }

    @Test
    void bindAnswerThatIsBoundAndFreeIsRejected() throws Exception {
        assertNextInstanceIsTried(
                request ->
                        new Answer.Message<>(
                                BindResponse.newBuilder()
                                        .setOutcome(BindResponse.Outcome.BOUND)
                                        .setSlot(OddInstance.free(request.getEpoch(), 3))
                                        .build()));
    }

    private static Answer<BindResponse> bound(BindRequest as) {
        return new Answer.Message<>(
                BindResponse.newBuilder()
                        .setOutcome(BindResponse.Outcome.BOUND)
                        .setSlot(
                                SlotReport.newBuilder()
                                        .setPhase(SlotReport.Phase.HELD)
                                        .setSessionId(as.getSessionId())
                                        .setOwner(as.getOwner())
                                        .setEpoch(as.getEpoch())
                                        .setRevision(3))
                        .build());
    }

    private void assertNextInstanceIsTried(Function<BindRequest, Answer<BindResponse>> onBind)
            throws Exception {
        try (var odd = OddInstance.binding("odd", onBind);
                var good = FakeInstance.start("good")) {
            register(odd);
            registry.stub().register(RegistryFixture.registration(good));

            var held = held(registry.grants.acquire(preferring(odd), ANNA, Instant.MIN));

            assertThat(held.grant().instance()).isEqualTo(good.instance());
            assertThat(odd.binds).hasSize(1);
            assertThat(registry.cluster.sessions().table().counts().quarantined()).isEqualTo(1);
            registry.cluster.sessions().lose(odd.instance().id(), LossReason.UNREACHABLE);
            registry.cluster.sessions().lose(good.instance().id(), LossReason.UNREACHABLE);
        }
    }

    @Test
    void nextInstanceIsTriedAfterASilentOne() throws Exception {
        try (var silent = OddInstance.silent("silent");
                var good = FakeInstance.start("good")) {
            register(silent);
            registry.stub().register(RegistryFixture.registration(good));
            var session = preferring(silent);
            long begin = System.nanoTime();

            var held = held(registry.grants.acquire(session, ANNA, Instant.MIN));

            assertThat(held.grant().instance()).isEqualTo(good.instance());
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(ONE_TRY.plus(SLACK));
            assertThat(silent.binds).hasSize(1);
        }
    }

    @Test
    void refusesWhenNoInstanceAnswers() throws Exception {
        try (var one = OddInstance.silent("one");
                var two = OddInstance.silent("two")) {
            register(one);
            register(two);
            long begin = System.nanoTime();

            var decision = registry.grants.acquire(new SessionId("s"), ANNA, Instant.MIN);

            assertThat(decision)
                    .isEqualTo(
                            new Refusal.BackendUnavailable(
                                    Refusal.BackendUnavailable.Cause.NONE_BOUND));
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isLessThan(ONE_TRY.multipliedBy(2).plus(SLACK));
            assertThat(one.binds.size() + two.binds.size()).isEqualTo(2);
        }
    }

    @Test
    void thousandCallsOfOneSessionSurviveAHangingBind() throws Exception {
        try (var silent = OddInstance.silent("silent");
                var good = FakeInstance.start("good");
                var calls = Executors.newVirtualThreadPerTaskExecutor()) {
            register(silent);
            registry.stub().register(RegistryFixture.registration(good));
            var session = preferring(silent);
            Callable<Assignment.Final> call =
                    () -> registry.grants.acquire(session, ANNA, Instant.MIN);

            var decisions = new ArrayList<Assignment.Final>();
            for (var result :
                    calls.invokeAll(IntStream.range(0, 1_000).mapToObj(_ -> call).toList())) {
                decisions.add(result.get());
            }

            assertThat(decisions)
                    .hasSize(1_000)
                    .allSatisfy(
                            decision ->
                                    assertThat(held(decision).grant().instance())
                                            .isEqualTo(good.instance()));
            assertThat(silent.binds).hasSize(1);
        }
    }

    @Test
    void bindWithALateAnswerIsEnded() throws Exception {
        try (var late = FakeInstance.startSilent("late");
                var good = FakeInstance.start("good")) {
            registry.stub().register(RegistryFixture.registration(late));
            registry.stub().register(RegistryFixture.registration(good));
            var session = preferring(late.instance().id().value());
            var held = held(registry.grants.acquire(session, ANNA, Instant.MIN));
            assertThat(held.grant().instance()).isEqualTo(good.instance());

            late.allowAnswers();

            Eventually.holds(
                    () ->
                            late.slot().getPhase() == SlotReport.Phase.FREE
                                    && late.slot().getEpoch() > 0);
            assertThat(registry.grants.begin(session, ANNA)).isEqualTo(held.grant());
        }
    }

    private static Assignment.Held held(Assignment.Final decision) {
        assertThat(decision).isInstanceOf(Assignment.Held.class);
        return (Assignment.Held) decision;
    }

    private void register(OddInstance instance) {
        registry.stub()
                .register(
                        RegisterRequest.newBuilder()
                                .setInstanceId(instance.instance().id().value())
                                .setKey(
                                        ByteString.copyFrom(
                                                instance.instance().key().key().bytes()))
                                .setCluster(registry.cluster.name().value())
                                .setAddress(instance.instance().address().toString())
                                .setSlot(OddInstance.free(0, 1))
                                .build());
    }

    private SessionId preferring(OddInstance instance) {
        return preferring(instance.instance().id().value());
    }

    private SessionId preferring(String instance) {
        return Stream.iterate(1, i -> i + 1)
                .map(i -> new SessionId("s" + i))
                .filter(
                        session ->
                                registry.cluster
                                        .sessions()
                                        .table()
                                        .preference(session)
                                        .getFirst()
                                        .value()
                                        .equals(instance))
                .findFirst()
                .orElseThrow();
    }
}
