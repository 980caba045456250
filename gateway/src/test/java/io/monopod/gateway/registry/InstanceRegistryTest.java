package io.monopod.gateway.registry;

import static io.monopod.gateway.registry.RegistryFixture.ANNA;
import static io.monopod.gateway.registry.RegistryFixture.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.Counts;
import io.monopod.gateway.assign.Refusal;
import io.monopod.proto.control.v1.DeregisterRequest;
import io.monopod.proto.control.v1.HeartbeatRequest;
import io.monopod.proto.control.v1.RegisterRequest;
import io.monopod.proto.control.v1.SlotReport;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Instant;

/// Answers to instances that register, report and leave.
class InstanceRegistryTest {
    @AutoClose private final RegistryFixture registry = new RegistryFixture();

    @Test
    void registrationAnswerCarriesTheTerms() throws IOException {
        try (var instance = FakeInstance.start("pod-1")) {
            var response = registry.stub().register(registration(instance));

            assertThat(response.getLease().getSeconds()).isEqualTo(3);
            assertThat(response.getHeartbeatInterval().getSeconds()).isEqualTo(1);
            assertThat(response.getTokens()).isEqualTo(registry.rules);
            assertThat(registry.cluster.sessions().table().counts())
                    .isEqualTo(new Counts(1, 0, 0, 0, 0));
        }
    }

    @Test
    void refusesAWrongJoinSecret() throws IOException {
        try (var instance = FakeInstance.start("pod-1")) {
            assertThatThrownBy(
                            () -> registry.stub("not the secret").register(registration(instance)))
                    .isInstanceOfSatisfying(
                            StatusRuntimeException.class,
                            e -> {
                                assertThat(e.getStatus().getCode())
                                        .isEqualTo(Status.Code.UNAUTHENTICATED);
                                assertThat(e.getStatus().getDescription())
                                        .isEqualTo("join secret refused");
                            });
            assertThat(registry.cluster.sessions().table().counts().registered()).isZero();
        }
    }

    @Test
    void invalidRegistrationNamesTheField() throws IOException {
        try (var instance = FakeInstance.start("pod-1")) {
            var valid = registration(instance);
            assertRefused(
                    valid.toBuilder().setCluster("other"), "cluster must be one of myservice");
            assertRefused(valid.toBuilder().setAddress("nowhere"), "address must be host:port");
            assertRefused(valid.toBuilder().setInstanceId(""), "instance id must be");
            assertRefused(valid.toBuilder().clearSlot(), "slot.phase is none");
            assertRefused(valid.toBuilder().clearKey(), "key must be 32 bytes");
            assertRefused(
                    valid.toBuilder().setAddress("x".repeat(2_000_000) + ":1"), "address must be");
            assertRefused(valid.toBuilder().setAddress("a\nb:1"), "address must be");
            assertRefused(
                    valid.toBuilder().setStarted(Timestamp.newBuilder().setSeconds(Long.MAX_VALUE)),
                    "started must be a time");
        }
    }

    private static String proof(FakeInstance instance) {
        return instance.instance().key().registryProof(instance.instance().id());
    }

    private void assertRefused(RegisterRequest.Builder request, String message) {
        assertThatThrownBy(() -> registry.stub().register(request.build()))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> {
                            assertThat(e.getStatus().getCode())
                                    .isEqualTo(Status.Code.INVALID_ARGUMENT);
                            assertThat(e.getStatus().getDescription()).startsWith(message);
                        });
    }

    @Test
    void lateRegistrationOfAReplacedProcessIsRefused() throws IOException {
        try (var instance = FakeInstance.start("pod-1")) {
            var late = registration(instance);
            var next =
                    late.toBuilder()
                            .setInstanceId("pod-2")
                            .setKey(ByteString.copyFrom(new byte[32]))
                            .setStarted(Timestamp.newBuilder().setSeconds(1))
                            .build();
            var stub = registry.stub();
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
            assertThat(registry.cluster.sessions().table().instances())
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

        assertThatThrownBy(() -> registry.stub().heartbeat(heartbeat))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND));
    }

    @Test
    void leavingInstanceIsRemoved() throws Exception {
        try (var instance = FakeInstance.start("pod-1")) {
            registry.stub().register(registration(instance));
            registry.grants.acquire(new SessionId("s1"), ANNA, Instant.MIN);

            registry.stub()
                    .deregister(
                            DeregisterRequest.newBuilder()
                                    .setInstanceId("pod-1")
                                    .setProof(proof(instance))
                                    .build());

            assertThat(registry.cluster.sessions().table().counts().registered()).isZero();
            assertThat(registry.grants.acquire(new SessionId("s1"), ANNA, Instant.MIN))
                    .isEqualTo(
                            new Refusal.BackendUnavailable(
                                    Refusal.BackendUnavailable.Cause.NONE_REGISTERED));
        }
    }
}
