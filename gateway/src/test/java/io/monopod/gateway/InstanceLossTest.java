package io.monopod.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.monopod.contract.ClusterName;
import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.Names;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.auth.KeyFile;
import io.monopod.proto.control.v1.HeartbeatRequest;
import io.monopod.proto.control.v1.RegistryGrpc;
import io.monopod.proto.control.v1.SlotReport;
import io.monopod.proto.myservice.EchoRequest;
import io.monopod.proto.myservice.EchoResponse;
import io.monopod.proto.myservice.MyServiceAPIGrpc;
import io.monopod.vouch.GrantKey;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/// Kills and freezes instance processes behind a whole gateway.
@Timeout(120)
class InstanceLossTest {
    private static final Duration LEASE = Duration.ofSeconds(3);

    private static final String CONFIG =
            """
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

    @AutoClose private ProcessSystem system;
    private Path keyFile;

    @BeforeEach
    void start(@TempDir Path dir) throws IOException, InterruptedException {
        keyFile = dir.resolve("key");
        system =
                ProcessSystem.start(
                        dir, CONFIG + "auth: {key-file: " + keyFile + "}\n", List.of("a", "b"));
        system.warmUp();
    }

    @Test
    void streamContinuesFromAnotherPodWhenItsPodIsKilled() throws Exception {
        var stream = subscribe(system.login("s"));
        var first = stream.next().getPodName();
        stream.next();

        long killed = System.nanoTime();
        system.instance(first).kill();
        var taken = stream.nextNotFrom(first);

        assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(1));
        assertThat(taken.getIndex()).isZero();
        assertThat(stream.next().getIndex()).isEqualTo(1);
    }

    @Test
    void streamContinuesFromAnotherPodWhenItsPodHangs() throws Exception {
        var stream = subscribe(system.login("s"));
        var first = stream.next().getPodName();

        long frozen = System.nanoTime();
        system.instance(first).freeze();
        stream.nextNotFrom(first);

        assertThat(Duration.ofNanos(System.nanoTime() - frozen))
                .isBetween(Duration.ofMillis(500), LEASE.plusSeconds(3));
    }

    @Test
    void lostSessionIsReportedOnce() throws Exception {
        var stub = system.login("s");
        var first = echo(stub).getPodName();
        system.instance(first).kill();

        var failure = catchThrowableOfType(StatusRuntimeException.class, () -> echo(stub));

        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
        assertThat(failure.getStatus().getDescription()).isEqualTo("session lost");
        assertThat(echo(stub).getPodName()).isNotEqualTo(first);
    }

    @Test
    void sessionOnHangingInstanceIsReleasedWithinASecond() throws Exception {
        var stub = system.login("s");
        var stream = subscribe(stub);
        var first = stream.next().getPodName();
        system.instance(first).freeze();

        long start = System.nanoTime();
        assertThat(system.delete("/api/v1/sessions/s")).isEqualTo(204);
        var taken = stream.nextNotFrom(first).getPodName();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        assertThat(echo(stub).getPodName()).isEqualTo(taken);
    }

    @Test
    void streamContinuesOnTheKeptInstanceOfADuplicateSession() {
        var stream = subscribe(system.login("s"));
        var first = stream.next().getPodName();
        var second = first.equals("a") ? "b" : "a";

        reportHeld(second, "s");

        assertThat(stream.nextNotFrom(first).getPodName()).isEqualTo(second);
    }

    /// Reports the session as held by a newer grant, from another gateway with the same key.
    private void reportHeld(String instance, String session) {
        var control =
                NettyChannelBuilder.forAddress("localhost", system.gateway().controlPort())
                        .usePlaintext()
                        .build();
        try {
            var join = new Metadata();
            ProcessSystem.put(join, Names.JOIN, LocalGateway.JOIN_SECRET);
            var _ =
                    RegistryGrpc.newBlockingStub(control)
                            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(join))
                            .heartbeat(
                                    HeartbeatRequest.newBuilder()
                                            .setInstanceId(instance)
                                            .setSlot(held(instance, session))
                                            .setProof(
                                                    InstanceProcess.key(instance)
                                                            .registryProof(
                                                                    new InstanceId(instance)))
                                            .build());
        } finally {
            control.shutdownNow();
        }
    }

    private SlotReport held(String instance, String session) {
        var grants = new GrantKey(KeyFile.readOrCreate(keyFile).derive("monopod grants"));
        long epoch = Long.MAX_VALUE / 2;
        var proof =
                grants.proof(
                        new ClusterName("myservice"),
                        new InstanceId(instance),
                        new SessionId(session),
                        new Epoch(epoch),
                        new UserName("TestUser"));
        return SlotReport.newBuilder()
                .setPhase(SlotReport.Phase.HELD)
                .setSessionId(session)
                .setOwner("TestUser")
                .setEpoch(epoch)
                .setProof(proof)
                .setRevision(1_000_000)
                .build();
    }

    private static EchoResponse echo(MyServiceAPIGrpc.MyServiceAPIBlockingStub stub) {
        return stub.myServiceEcho(EchoRequest.getDefaultInstance());
    }

    private Messages subscribe(MyServiceAPIGrpc.MyServiceAPIBlockingStub stub) {
        return new Messages(stub.myServiceSubscribe(EchoRequest.getDefaultInstance()));
    }

    /// The messages of an endless stream.
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
