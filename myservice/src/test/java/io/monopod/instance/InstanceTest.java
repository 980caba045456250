package io.monopod.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.monopod.config.HostPort;
import io.monopod.config.Secret;
import io.monopod.instance.slot.AfterSession;
import io.monopod.myservice.Answer;
import io.monopod.myservice.TestClient;
import io.monopod.myservice.TestGateway;
import io.monopod.myservice.TestStage;
import io.monopod.myservice.echo.EchoService;
import io.monopod.proto.control.v1.BindRequest;
import io.monopod.proto.control.v1.BindResponse;
import io.monopod.proto.control.v1.RegisterRequest;
import io.monopod.proto.control.v1.SlotReport.Phase;
import io.monopod.proto.myservice.EchoRequest;
import io.monopod.proto.myservice.EchoResponse;
import io.monopod.proto.myservice.ShutdownRequest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/// The life cycle of an instance, from registering to deregistering.
@Timeout(30)
class InstanceTest {
    private static final SessionService ECHO = EchoService.create(Duration.ofMillis(20));

    @Test
    void registersWithIdAndAddress() throws InterruptedException {
        try (var gateway = TestGateway.startSilent()) {
            var instance = Instance.start(TestStage.config(gateway, AfterSession.REUSE), ECHO);

            var registration = gateway.nextRegistration();

            assertThat(instance.id().value()).matches("pod-[a-z0-9]{6}");
            assertThat(registration.getInstanceId()).isEqualTo(instance.id().value());
            assertThat(registration.getCluster()).isEqualTo("myservice");
            assertThat(registration.getAddress()).isEqualTo(instance.address().toString());
            assertThat(registration.getSlot().getPhase()).isEqualTo(Phase.FREE);
            instance.stop();
            assertThat(gateway.nextDeregister().getInstanceId()).isEqualTo(instance.id().value());
        }
    }

    @Test
    void isLiveAtOnceAndReadyOnceRegistered() throws Exception {
        var gateway = TestGateway.start();
        gateway.close();
        var instance = Instance.start(TestStage.config(gateway, AfterSession.REUSE), ECHO);

        assertThat(statusOf(instance, "/health/live")).isEqualTo(204);
        assertThat(statusOf(instance, "/health/ready")).isEqualTo(503);

        try (var _ = TestGateway.startAt(gateway)) {
            assertThat(instance.awaitRegistered()).isTrue();
            assertThat(statusOf(instance, "/health/ready")).isEqualTo(204);
            instance.stop();
        }
    }

    private static int statusOf(Instance instance, String path) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://" + instance.address() + path));
            return http.send(request.build(), BodyHandlers.discarding()).statusCode();
        }
    }

    @Test
    void acceptsBindBeforeRegistrationReply() throws Exception {
        var bind = new CompletableFuture<BindResponse>();
        try (var gateway = TestGateway.start()) {
            gateway.onRegister(
                    registration -> {
                        Thread.startVirtualThread(() -> bind.complete(bind(gateway, registration)));
                        // Long enough to see an instance that would refuse the bind.
                        assertThatThrownBy(() -> bind.get(200, TimeUnit.MILLISECONDS))
                                .isInstanceOf(TimeoutException.class);
                    });
            var instance = Instance.start(TestStage.config(gateway, AfterSession.REUSE), ECHO);

            assertThat(bind.get(10, TimeUnit.SECONDS).getOutcome())
                    .isEqualTo(BindResponse.Outcome.BOUND);
            instance.stop();
        }
    }

    private static BindResponse bind(TestGateway gateway, RegisterRequest registration) {
        try (var client = TestClient.connect(HostPort.parse(registration.getAddress()))) {
            return client.control(gateway.control(registration.getInstanceId()))
                    .bind(
                            BindRequest.newBuilder()
                                    .setInstanceId(registration.getInstanceId())
                                    .setSessionId("s-1")
                                    .setEpoch(7)
                                    .build());
        }
    }

    @Test
    void eachProcessHasItsOwnId() {
        try (var gateway = TestGateway.start()) {
            var one = Instance.start(TestStage.config(gateway, AfterSession.REUSE), ECHO);
            var other = Instance.start(TestStage.config(gateway, AfterSession.REUSE), ECHO);

            assertThat(one.id()).isNotEqualTo(other.id());
            one.stop();
            other.stop();
        }
    }

    @Test
    void failsIfPortIsTaken() throws IOException {
        try (var gateway = TestGateway.start();
                var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var config = TestStage.config(gateway, AfterSession.REUSE);
            var taken =
                    new InstanceConfig(
                            config.name(),
                            config.host(),
                            other.getLocalPort(),
                            config.advertise(),
                            config.gateways(),
                            config.cluster(),
                            config.joinSecret(),
                            config.afterSession(),
                            config.drainTime(),
                            config.maxMessage(),
                            config.tls(),
                            config.gatewayTls());

            assertThatThrownBy(() -> Instance.start(taken, ECHO))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessage(
                            "cannot listen on localhost:%d: Address already in use",
                            other.getLocalPort());
        }
    }

    @Test
    void registersAgainAfterGatewayRestart() throws InterruptedException {
        var first = TestGateway.start();
        var instance = Instance.start(TestStage.config(first, AfterSession.REUSE), ECHO);
        var _ = first.nextHeartbeat();
        first.close();

        try (var second = TestGateway.startAt(first)) {
            assertThat(second.nextRegistration().getInstanceId()).isEqualTo(instance.id().value());
            instance.stop();
        }
    }

    @Test
    void keepsRetryingWhileSecretIsRefused() throws InterruptedException {
        try (var gateway = TestGateway.start()) {
            var config = TestStage.config(gateway, AfterSession.REUSE);
            var stranger =
                    Instance.start(
                            new InstanceConfig(
                                    config.name(),
                                    config.host(),
                                    config.port(),
                                    config.advertise(),
                                    config.gateways(),
                                    config.cluster(),
                                    new Secret("not the one, sorry"),
                                    config.afterSession(),
                                    config.drainTime(),
                                    config.maxMessage(),
                                    config.tls(),
                                    config.gatewayTls()),
                            ECHO);

            gateway.awaitRefusals(2);

            assertThat(gateway.hasHeardOf(stranger.id().value())).isFalse();
            stranger.stop();
        }
    }

    @Test
    void deregistersOnlyAfterAbortedSessionHasEnded() throws InterruptedException {
        try (var stage = TestStage.echo(AfterSession.REUSE)) {
            var _ = stage.bind("s-1", 7);
            var stream =
                    stage.client()
                            .with(stage.granted("s-1", 7))
                            .myServiceSubscribe(EchoRequest.getDefaultInstance());
            assertThat(stream.next().getPodName()).isEqualTo(stage.pod());
            var refused = new AtomicReference<Answer>();
            stage.gateway().onDeregister(() -> refused.set(Answer.of(() -> echo(stage))));

            stage.instance().stop();

            assertThat(stage.gateway().nextDeregister().getInstanceId()).isEqualTo(stage.pod());
            assertThat(refused.get()).extracting(Answer::reason).isEqualTo("NOT_GRANTED");
            assertThatThrownBy(() -> stream.forEachRemaining(_ -> {}))
                    .isInstanceOfSatisfying(
                            StatusRuntimeException.class,
                            e -> assertThat(e.getStatus().getCode()).isEqualTo(Code.UNAVAILABLE));
        }
    }

    private static EchoResponse echo(TestStage stage) {
        return stage.client()
                .with(stage.granted("s-1", 7))
                .myServiceEcho(EchoRequest.getDefaultInstance());
    }

    @Test
    void exitsAfterSessionIfConfigured() throws InterruptedException {
        try (var stage = TestStage.echo(AfterSession.EXIT)) {
            var _ = stage.bind("s-1", 7);
            var _ =
                    stage.client()
                            .with(stage.granted("s-1", 7))
                            .myServiceEcho(EchoRequest.getDefaultInstance());

            var response =
                    stage.client()
                            .with(stage.granted("s-1", 7))
                            .myServiceShutdown(ShutdownRequest.getDefaultInstance());

            assertThat(response.getPodName()).isEqualTo(stage.pod());
            assertThat(stage.client().trailer("monopod-slot")).contains("closed");
            stage.instance().await();
            assertThat(stage.gateway().nextDeregister().getInstanceId()).isEqualTo(stage.pod());
        }
    }

    @Test
    void answersEndOfLastSession() throws InterruptedException {
        try (var stage = TestStage.echo(AfterSession.EXIT)) {
            var _ = stage.bind("s-1", 7);

            assertThat(stage.end("s-1", 7).getSlot().getPhase()).isEqualTo(Phase.CLOSED);

            stage.instance().await();
        }
    }

    @Test
    void staysIfSessionNeverBegan() throws InterruptedException {
        try (var stage = TestStage.echo(AfterSession.EXIT)) {
            var _ = stage.bind("s-1", 7);

            var answer = shutdown(stage, 7);

            assertThat(answer.code()).isEqualTo(Code.PERMISSION_DENIED);
            assertThat(stage.client().trailer("monopod-slot")).contains("free");
            var heard = stage.gateway().nextHeartbeat();
            while (!heard.getSlot().hasLastEnd()) {
                heard = stage.gateway().nextHeartbeat();
            }
            assertThat(heard.getSlot().getLastEnd().getReason())
                    .as("its shutdown was refused")
                    .isEqualTo("never-used");
            assertThat(stage.bind("s-2", 8).getSlot().getPhase()).isEqualTo(Phase.HELD);
        }
    }

    @Test
    void stopLetsSessionFinish() throws InterruptedException {
        try (var gateway = TestGateway.start()) {
            var config = TestStage.config(gateway, AfterSession.REUSE, Duration.ofSeconds(20));
            var instance = Instance.start(config, ECHO);
            var _ = gateway.nextHeartbeat();
            var metadata = TestStage.direct(gateway, "s-1");
            try (var client = TestClient.connect(instance.address())) {
                var _ = client.with(metadata).myServiceEcho(EchoRequest.getDefaultInstance());
                var stopping = Thread.startVirtualThread(instance::stop);

                var response =
                        client.with(metadata).myServiceEcho(EchoRequest.getDefaultInstance());
                assertThat(response.getServerSessionId()).isEqualTo("s-1");
                var _ =
                        client.with(metadata)
                                .myServiceShutdown(ShutdownRequest.getDefaultInstance());

                stopping.join();
            }
        }
    }

    private static Answer shutdown(TestStage stage, long epoch) {
        return Answer.of(
                () ->
                        stage.client()
                                .with(stage.granted("s-1", epoch))
                                .myServiceShutdown(ShutdownRequest.getDefaultInstance()));
    }
}
