package io.monopod.instance.registration;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;

import io.monopod.config.HostPort;
import io.monopod.config.Secret;
import io.monopod.contract.ClusterName;
import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.instance.call.SessionTimeouts;
import io.monopod.instance.slot.SlotState;
import io.monopod.myservice.TestGateway;
import io.monopod.vouch.InstanceKey;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Messages to the gateway's registry over a real connection.
@Timeout(30)
class GrpcRegistryTest {
    private static final SlotState FREE = new SlotState.Empty(Epoch.NONE, 1);
    private static final Instant STARTED = Instant.parse("2026-01-02T03:04:05.000000006Z");
    private static final InstanceKey KEY = InstanceKey.random();
    private static final GrpcRegistry.Timeouts SHORT =
            new GrpcRegistry.Timeouts(
                    Duration.ofSeconds(10), Duration.ofMillis(200), Duration.ofMillis(200));

    @AutoClose private final GatewayChannels channels = new GatewayChannels(null);

    @Test
    void registrationReturnsLeaseAndRules() throws InterruptedException {
        try (var gateway = TestGateway.start()) {
            var registry = registry(gateway.address(), TestGateway.JOIN_SECRET);
            gateway.grant(5);
            assertThat(registry.register(FREE))
                    .isEqualTo(
                            new RegistryReply.Registered(
                                    Duration.ofMillis(20),
                                    Duration.ofSeconds(3),
                                    new Epoch(5),
                                    gateway.tokens().rules(),
                                    SessionTimeouts.Limits.NONE,
                                    RegistryReply.Vouched.UNSAID));
            assertThat(gateway.nextRegistration().getStarted())
                    .isEqualTo(
                            Timestamp.newBuilder()
                                    .setSeconds(STARTED.getEpochSecond())
                                    .setNanos(6)
                                    .build());
            assertThat(registry.heartbeat(FREE, ""))
                    .isEqualTo(
                            new RegistryReply.Renewed(
                                    Optional.empty(), RegistryReply.Vouched.UNSAID));
        }
    }

    @Test
    void heartbeatOfUnknownInstanceReturnsUnknown() {
        try (var gateway = TestGateway.start()) {
            var registry = registry(gateway.address(), TestGateway.JOIN_SECRET);
            var _ = registry.register(FREE);
            gateway.forgetAll();

            assertThat(registry.heartbeat(FREE, "")).isEqualTo(new RegistryReply.Unknown());
        }
    }

    @Test
    void wrongSecretIsRefused() {
        try (var gateway = TestGateway.start()) {
            var registry = registry(gateway.address(), new Secret("not the one, sorry"));
            assertThat(registry.register(FREE))
                    .isEqualTo(new RegistryReply.Refused("UNAUTHENTICATED join secret refused"));
        }
    }

    @Test
    void missingGatewayIsUnreachable() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var registry = registry(new HostPort("localhost", port), TestGateway.JOIN_SECRET);
        assertThat(registry.register(FREE)).isInstanceOf(RegistryReply.Unreachable.class);
    }

    @Test
    void gatewayThatAnotherHasNamedIsAskedNext() throws Exception {
        try (var second = TestGateway.start()) {
            GrpcRegistry registry;
            try (var first = TestGateway.start()) {
                // A gateway that was started again is listed twice until its lease has run out.
                var gone = "localhost:1";
                first.name(
                        "no address",
                        "",
                        "localhost:99999",
                        "x".repeat(70_000) + ":1",
                        "not a host!:1",
                        gone,
                        gone,
                        second.address().toString());
                registry = registry(first.address(), TestGateway.JOIN_SECRET);
                assertThat(registry.register(FREE)).isInstanceOf(RegistryReply.Registered.class);
            }

            for (int i = 0; i < 3; i++) {
                assertThat(registry.register(FREE)).isInstanceOf(RegistryReply.Unreachable.class);
            }
            assertThat(registry.register(FREE)).isInstanceOf(RegistryReply.Registered.class);
            assertThat(second.nextRegistration().getInstanceId()).isEqualTo("pod-1");
        }
    }

    @Test
    void configuredGatewayStaysKnownWhateverOthersName() throws Exception {
        try (var first = TestGateway.start()) {
            first.name(
                    IntStream.range(1, 1_000)
                            .mapToObj(i -> "localhost:" + i)
                            .toArray(String[]::new));
            var registry = registry(first.address(), TestGateway.JOIN_SECRET);
            assertThat(registry.register(FREE)).isInstanceOf(RegistryReply.Registered.class);

            // At most sixteen others come between.
            for (int i = 0; i < 17; i++) {
                registry.askNext();
            }

            assertThat(registry.register(FREE)).isInstanceOf(RegistryReply.Registered.class);
        }
    }

    @Test
    void silentConnectionIsReplaced() throws Exception {
        try (var deaf = new ServerSocket()) {
            deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            var address = new HostPort("localhost", deaf.getLocalPort());
            var registry = registry(address, TestGateway.JOIN_SECRET);
            assertThat(registry.heartbeat(FREE, "")).isInstanceOf(RegistryReply.Unreachable.class);
            try (var _ = deaf.accept()) {
                assertThat(registry.heartbeat(FREE, ""))
                        .isInstanceOf(RegistryReply.Unreachable.class);
                try (var second = deaf.accept()) {
                    assertThat(second.isConnected()).isTrue();
                }
            }
        }
    }

    private GrpcRegistry registry(HostPort gateway, Secret secret) {
        return new GrpcRegistry(
                List.of(gateway),
                channels,
                secret,
                new RegistrationInfo(
                        new InstanceId("pod-1"),
                        new ClusterName("myservice"),
                        new HostPort("localhost", 1),
                        STARTED,
                        KEY),
                SHORT);
    }
}
