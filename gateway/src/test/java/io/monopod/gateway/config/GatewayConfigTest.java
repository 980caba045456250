package io.monopod.gateway.config;

import static io.monopod.gateway.config.Configurations.file;
import static io.monopod.gateway.config.Configurations.ready;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.config.ByteSize;
import io.monopod.config.HostPort;
import io.monopod.config.Reading;
import io.monopod.config.Secret;
import io.monopod.contract.ClusterName;
import io.monopod.gateway.assign.Policy;
import io.monopod.gateway.route.Affinity;
import io.monopod.gateway.route.Authentication;
import io.monopod.gateway.route.OnFull;
import io.monopod.gateway.route.OnInstanceLoss;
import io.monopod.gateway.route.Response;
import io.monopod.log.LogConfig;
import io.monopod.tls.ClientTls;
import io.monopod.tls.ServerTls;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class GatewayConfigTest {
    private static final StoreConfig NO_STORE =
            new StoreConfig(
                    StoreConfig.Type.NONE,
                    List.of(),
                    "/monopod/",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    ClientTls.OFF);

    private final Path directory;

    GatewayConfigTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void everyKeyHasItsDefault() {
        assertThat(GatewayConfig.defaults())
                .isEqualTo(
                        new GatewayConfig(
                                new DataListener("localhost", 10000, ServerTls.OFF),
                                new ControlListener("localhost", 10001, ServerTls.OFF),
                                new AdminListener(
                                        "localhost",
                                        9090,
                                        Optional.empty(),
                                        Optional.empty(),
                                        ServerTls.OFF),
                                ClientTls.OFF,
                                false,
                                Policy.EXCLUSIVE,
                                Optional.empty(),
                                Optional.empty(),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(1),
                                Optional.empty(),
                                Duration.ofMinutes(5),
                                Optional.empty(),
                                false,
                                Duration.ofSeconds(30),
                                new WaitingRoomConfig(1000, Duration.ofMinutes(1), OnFull.REFUSE),
                                NO_STORE,
                                new AuthConfig(
                                        "monopod",
                                        "monopod",
                                        Duration.ofHours(1),
                                        false,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Duration.ofMinutes(5),
                                        Optional.empty(),
                                        List.of("user"),
                                        Optional.empty(),
                                        Optional.empty()),
                                new LimitsConfig(
                                        20_000,
                                        4096,
                                        new ByteSize(65_536),
                                        new ByteSize(65_536),
                                        new ByteSize(16_777_216),
                                        new ByteSize(262_144),
                                        new ByteSize(4_194_304),
                                        new ByteSize(65_536),
                                        10_000,
                                        10_000,
                                        0,
                                        0,
                                        25),
                                new TimeoutsConfig(
                                        Duration.ofSeconds(10),
                                        Duration.ofSeconds(2),
                                        Duration.ofSeconds(3),
                                        Duration.ofMinutes(30),
                                        Duration.ofMinutes(10),
                                        Duration.ofSeconds(20),
                                        Duration.ofSeconds(20),
                                        Duration.ofSeconds(10),
                                        Duration.ofSeconds(30),
                                        Duration.ofMinutes(30),
                                        Duration.ofSeconds(5)),
                                new LogConfig(LogConfig.Level.INFO, LogConfig.Format.TEXT),
                                new TracingConfig(Optional.empty(), 100),
                                true,
                                Map.of(),
                                List.of()));
    }

    @Test
    void everyKeyCanBeSet() throws IOException {
        var file =
                file(
                        directory,
                        """
                        data:
                          host: 0.0.0.0
                          port: 1
                          tls: {certificate: /run/c, key: /run/k, client-ca: /run/ca}
                        control: {host: 10.0.0.1, port: 2}
                        admin: {host: 10.0.0.2, port: 3, token-file: /run/token, token-group: ops}
                        instance-tls: {ca: /run/ca, server-name: pods}
                        demo: true
                        policy: strict
                        join-secret-file: /run/join
                        lease: 10s
                        heartbeat-interval: 2s
                        start-grace: 10s
                        session-idle: 1h
                        disconnect-grace: 20s
                        exit-with-stdin: true
                        drain-time: 1m
                        waiting-room: {places: 7, longest: 8s, on-full: wait}
                        auth:
                          issuer: us
                          audience: them
                          token-lifetime: 5m
                          end-on-expiry: true
                          key-file: /run/key
                          users-file: /run/users
                          jwks: https://idp/keys
                          jwks-refresh: 1h
                          foreign-issuer: https://idp
                          foreign-roles: [user, guest]
                          hs256-secret-file: /run/hs256
                        limits:
                          connections: 1
                          streams: 2
                          header-list: 4KiB
                          message: 5KiB
                          header-buffer: 8KiB
                          stream-buffer: 64KiB
                          connection-buffer: 1MiB
                          replay-buffer: 0
                          empty-frames: 300
                          cancels: 4
                          sessions-per-user: 5
                          waiting-per-user: 6
                          heap-percent: 5
                        timeouts:
                          handshake: 1s
                          connect: 2s
                          bind: 9s
                          idle: 3s
                          instance-idle: 4s
                          write: 5s
                          probe: 6s
                          probe-answer: 7s
                          frame: 9s
                          stall: 10s
                          linger: 8s
                        log: {level: debug, format: json}
                        tracing: {otlp-endpoint: "http://collector:4318/v1/traces", sampled: 5}
                        reflection: false
                        clusters:
                          echo: {type: static, addresses: ["one:7"], calls-per-connection: 1, spare: 2}
                        routes:
                          - prefix: /e.E/
                            cluster: echo
                            auth: none
                            affinity: none
                            on-full: wait
                            on-instance-loss: replay
                            response: single
                            forward-token: true
                        """);

        assertThat(
                        ready(
                                List.of("--config", file),
                                Map.of(
                                        "MONOPOD_JOIN_SECRET", "from the environment",
                                        "MONOPOD_AUTH_HS256_SECRET", "from the environment")))
                .isEqualTo(
                        new GatewayConfig(
                                new DataListener(
                                        "0.0.0.0",
                                        1,
                                        new ServerTls(
                                                Optional.of(Path.of("/run/c")),
                                                Optional.of(Path.of("/run/k")),
                                                Optional.of(Path.of("/run/ca")))),
                                new ControlListener("10.0.0.1", 2, ServerTls.OFF),
                                new AdminListener(
                                        "10.0.0.2",
                                        3,
                                        Optional.of(Path.of("/run/token")),
                                        Optional.of("ops"),
                                        ServerTls.OFF),
                                new ClientTls(
                                        Optional.of(Path.of("/run/ca")),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of("pods")),
                                true,
                                Policy.STRICT,
                                Optional.of(new Secret("from the environment")),
                                Optional.of(Path.of("/run/join")),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(2),
                                Optional.of(Duration.ofSeconds(10)),
                                Duration.ofHours(1),
                                Optional.of(Duration.ofSeconds(20)),
                                true,
                                Duration.ofMinutes(1),
                                new WaitingRoomConfig(7, Duration.ofSeconds(8), OnFull.WAIT),
                                NO_STORE,
                                new AuthConfig(
                                        "us",
                                        "them",
                                        Duration.ofMinutes(5),
                                        true,
                                        Optional.of(Path.of("/run/key")),
                                        Optional.of(Path.of("/run/users")),
                                        Optional.of("https://idp/keys"),
                                        Duration.ofHours(1),
                                        Optional.of("https://idp"),
                                        List.of("user", "guest"),
                                        Optional.of(new Secret("from the environment")),
                                        Optional.of(Path.of("/run/hs256"))),
                                new LimitsConfig(
                                        1,
                                        2,
                                        new ByteSize(4096),
                                        new ByteSize(5120),
                                        new ByteSize(8192),
                                        new ByteSize(65_536),
                                        new ByteSize(1_048_576),
                                        new ByteSize(0),
                                        300,
                                        4,
                                        5,
                                        6,
                                        5),
                                new TimeoutsConfig(
                                        Duration.ofSeconds(1),
                                        Duration.ofSeconds(2),
                                        Duration.ofSeconds(9),
                                        Duration.ofSeconds(3),
                                        Duration.ofSeconds(4),
                                        Duration.ofSeconds(5),
                                        Duration.ofSeconds(6),
                                        Duration.ofSeconds(7),
                                        Duration.ofSeconds(9),
                                        Duration.ofSeconds(10),
                                        Duration.ofSeconds(8)),
                                new LogConfig(LogConfig.Level.DEBUG, LogConfig.Format.JSON),
                                new TracingConfig(
                                        Optional.of("http://collector:4318/v1/traces"), 5),
                                false,
                                Map.of(
                                        "echo",
                                        new ClusterConfig(
                                                ClusterConfig.Type.STATIC,
                                                List.of(new HostPort("one", 7)),
                                                ClientTls.OFF,
                                                1,
                                                2)),
                                List.of(
                                        new RouteConfig(
                                                "/e.E/",
                                                new ClusterName("echo"),
                                                Authentication.NONE,
                                                Affinity.NONE,
                                                Optional.of(OnFull.WAIT),
                                                OnInstanceLoss.REPLAY,
                                                Response.SINGLE,
                                                true))));
    }

    @Test
    void joinSecretIsReadFromItsFile() throws IOException {
        var secret = Files.writeString(directory.resolve("join"), "0123456789abcdef\n").toString();

        assertThat(ready(List.of("--join-secret-file", secret), Map.of()).join())
                .contains(new Secret("0123456789abcdef"));
    }

    @Test
    void storeMayBeShared() {
        var config =
                ready(List.of("--store-type=etcd", "--store-endpoints=a:2379,b:2379"), Map.of());

        assertThat(config.store().isShared()).isTrue();
        assertThat(config.store().endpoints())
                .containsExactly(new HostPort("a", 2379), new HostPort("b", 2379));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --store-type=etcd | store.endpoints
                    --store-type=etcd --store-endpoints=a:1 --store-prefix=x | store.prefix
                    --store-type=etcd --store-endpoints=a:1 --disconnect-grace=1s --session-idle=10m | timeouts.instance-idle
                    """)
    void wrongStoreNamesItsKey(String arguments, String key) {
        var reading = GatewayConfig.reader().read(List.of(arguments.split(" ")), Map.of());

        assertThat(reading)
                .isInstanceOfSatisfying(
                        Reading.Wrong.class, wrong -> assertThat(wrong.line()).contains(key));
    }
}
