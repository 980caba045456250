package io.monopod.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.monopod.config.Reading;
import io.monopod.contract.Names;
import io.monopod.gateway.config.GatewayConfig;
import io.monopod.proto.control.v1.HeartbeatRequest;
import io.monopod.proto.control.v1.RegistryGrpc;
import io.monopod.proto.control.v1.SlotReport;
import io.monopod.proto.myservice.EchoRequest;
import io.monopod.proto.myservice.EchoResponse;
import io.monopod.proto.myservice.LoginRequest;
import io.monopod.proto.myservice.MyServiceAPIGrpc;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Instances that are processes of their own, behind a whole gateway, are killed and frozen.
@Timeout(120)
class InstanceLossTest {
    private static final String SECRET = "a join secret for this test";
    private static final Duration LEASE = Duration.ofSeconds(3);

    private static final String CONFIG =
            """
            data: {port: 0}
            control: {port: 0}
            admin: {port: 0}
            demo: true
            start-grace: 0s
            lease: 3s
            clusters:
              myservice: {type: registered}
            routes:
              - prefix: /my_service.MyServiceAPI/MyServiceEcho
                cluster: myservice
                on-instance-loss: session-lost
              - prefix: /my_service.MyServiceAPI/MyServiceSubscribe
                cluster: myservice
                on-instance-loss: replay
            """;

    private final Map<String, InstanceProcess> instances = new HashMap<>();
    private Gateway gateway;
    private ManagedChannel channel;

    @BeforeEach
    void start(@TempDir Path dir) throws IOException, InterruptedException {
        gateway = Gateway.start(config(dir), InstantSource.system());
        channel =
                NettyChannelBuilder.forAddress("localhost", gateway.dataPort())
                        .usePlaintext()
                        .build();
        for (var id : List.of("a", "b")) {
            instances.put(id, InstanceProcess.start(id, gateway.controlPort(), SECRET));
        }
        for (var instance : instances.values()) {
            instance.awaitRegistered();
        }
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        instances.values().forEach(InstanceProcess::close);
        gateway.close();
    }

    @Test
    void aStreamGoesOnFromAnotherPodWhenItsOwnIsKilled() {
        var stream = subscribe(login("s"));
        var first = stream.next().getPodName();
        stream.next();

        long killed = System.nanoTime();
        instance(first).kill();
        var taken = stream.nextNotFrom(first);

        assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(1));
        assertThat(taken.getIndex()).isZero();
        assertThat(stream.next().getIndex()).isEqualTo(1);
    }

    @Test
    void aStreamGoesOnFromAnotherPodWhenItsOwnHangs() throws Exception {
        var stream = subscribe(login("s"));
        var first = stream.next().getPodName();

        long frozen = System.nanoTime();
        instance(first).freeze();
        stream.nextNotFrom(first);

        assertThat(Duration.ofNanos(System.nanoTime() - frozen))
                .isBetween(Duration.ofMillis(500), LEASE.plusSeconds(3));
    }

    @Test
    void aLostSessionIsToldOnce() {
        var stub = login("s");
        var first = echo(stub).getPodName();
        instance(first).kill();

        var failure = catchThrowableOfType(StatusRuntimeException.class, () -> echo(stub));

        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
        assertThat(failure.getStatus().getDescription()).isEqualTo("session lost");
        assertThat(echo(stub).getPodName()).isNotEqualTo(first);
    }

    @Test
    void aSessionIsReleasedWithinASecondThoughItsInstanceHangs() throws Exception {
        var stub = login("s");
        var stream = subscribe(stub);
        var first = stream.next().getPodName();
        instance(first).freeze();

        long asked = System.nanoTime();
        assertThat(delete("/api/v1/sessions/s")).isEqualTo(204);
        var taken = stream.nextNotFrom(first).getPodName();

        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(1));
        assertThat(echo(stub).getPodName()).isEqualTo(taken);
    }

    @Test
    void aStreamGoesOnWhereItsSessionIsWhenItWasFoundOnTwoInstances() {
        var stream = subscribe(login("s"));
        var first = stream.next().getPodName();
        var second = first.equals("a") ? "b" : "a";

        reportHeld(second, "s");

        assertThat(stream.nextNotFrom(first).getPodName()).isEqualTo(second);
    }

    /// The instance seems to have the session by a grant that is newer than all.
    private void reportHeld(String instance, String session) {
        var control =
                NettyChannelBuilder.forAddress("localhost", gateway.controlPort())
                        .usePlaintext()
                        .build();
        try {
            var join = new Metadata();
            put(join, Names.JOIN, SECRET);
            var _ =
                    RegistryGrpc.newBlockingStub(control)
                            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(join))
                            .heartbeat(
                                    HeartbeatRequest.newBuilder()
                                            .setInstanceId(instance)
                                            .setSlot(held(session))
                                            .build());
        } finally {
            control.shutdownNow();
        }
    }

    private static SlotReport held(String session) {
        return SlotReport.newBuilder()
                .setPhase(SlotReport.Phase.HELD)
                .setSessionId(session)
                .setOwner("TestUser")
                .setEpoch(Long.MAX_VALUE / 2)
                .setRevision(1_000_000)
                .build();
    }

    private int delete(String path) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(
                                    URI.create("http://localhost:" + gateway.adminPort() + path))
                            .DELETE()
                            .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    private InstanceProcess instance(String id) {
        return Objects.requireNonNull(instances.get(id));
    }

    private static EchoResponse echo(MyServiceAPIGrpc.MyServiceAPIBlockingStub stub) {
        return stub.myServiceEcho(EchoRequest.getDefaultInstance());
    }

    private Messages subscribe(MyServiceAPIGrpc.MyServiceAPIBlockingStub stub) {
        return new Messages(stub.myServiceSubscribe(EchoRequest.getDefaultInstance()));
    }

    /// @return a stub for calls of that session
    private MyServiceAPIGrpc.MyServiceAPIBlockingStub login(String session) {
        var stub = MyServiceAPIGrpc.newBlockingStub(channel);
        var request =
                LoginRequest.newBuilder()
                        .setUsername("TestUser")
                        .setPassword("TestPassword")
                        .setSessionId(session)
                        .build();
        var metadata = new Metadata();
        put(metadata, "authorization", stub.login(request).getToken());
        put(metadata, "session-id", session);
        return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    private static void put(Metadata metadata, String name, String value) {
        metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
    }

    private static GatewayConfig config(Path dir) throws IOException {
        var file = Files.writeString(dir.resolve("gateway.yaml"), CONFIG).toString();
        var reading =
                GatewayConfig.reader()
                        .read(List.of("--config", file), Map.of("MONOPOD_JOIN_SECRET", SECRET));
        return ((Reading.Ready<GatewayConfig>) reading).config();
    }

    /// What a stream brings, without an end.
    private record Messages(Iterator<EchoResponse> stream) {
        EchoResponse next() {
            return stream.next();
        }

        EchoResponse nextNotFrom(String pod) {
            var message = next();
            while (message.getPodName().equals(pod)) {
                message = next();
            }
            return message;
        }
    }
}
