package io.monopod.myservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.monopod.config.ByteSize;
import io.monopod.config.ConfigReader;
import io.monopod.config.HostPort;
import io.monopod.config.InvalidSetting;
import io.monopod.config.Reading;
import io.monopod.config.Secret;
import io.monopod.contract.ClusterName;
import io.monopod.instance.InstanceConfig;
import io.monopod.instance.slot.AfterSession;
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

class MyServiceConfigTest {
    private static final Map<String, String> SECRET =
            Map.of("MONOPOD_JOIN_SECRET", "0123456789abcdef");

    private final Path directory;

    MyServiceConfigTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void everyKeyHasItsDefault() {
        assertThat(ConfigReader.defaults(MyServiceConfig.class))
                .isEqualTo(
                        new MyServiceConfig(
                                Optional.empty(),
                                "localhost",
                                0,
                                Optional.empty(),
                                List.of(new HostPort("localhost", 10001)),
                                new ClusterName("myservice"),
                                Optional.empty(),
                                Optional.empty(),
                                AfterSession.REUSE,
                                Duration.ofSeconds(5),
                                new ByteSize(4 << 20),
                                ServerTls.OFF,
                                ClientTls.OFF,
                                Duration.ofSeconds(5),
                                new LogConfig(LogConfig.Level.INFO, LogConfig.Format.TEXT),
                                false));
    }

    @Test
    void everyKeyCanBeSet() throws IOException {
        var file =
                Files.writeString(
                        directory.resolve("myservice.yaml"),
                        """
                        name: pod
                        host: 0.0.0.0
                        port: 7000
                        advertise: pod.cluster:7001
                        gateway: [gateway:10001, other:10001]
                        cluster: others
                        join-secret-file: /run/join
                        after-session: exit
                        drain-time: 1m
                        max-message: 1MiB
                        tls: {certificate: c, key: k, client-ca: ca}
                        gateway-tls: {ca: ca, certificate: c, key: k, server-name: gateway}
                        subscribe-interval: 10ms
                        log: {level: debug, format: json}
                        exit-with-stdin: true
                        """);

        assertThat(ready(List.of("--config", file.toString()), SECRET))
                .isEqualTo(
                        new MyServiceConfig(
                                Optional.of("pod"),
                                "0.0.0.0",
                                7000,
                                Optional.of(new HostPort("pod.cluster", 7001)),
                                List.of(
                                        new HostPort("gateway", 10001),
                                        new HostPort("other", 10001)),
                                new ClusterName("others"),
                                Optional.of(new Secret("0123456789abcdef")),
                                Optional.of(Path.of("/run/join")),
                                AfterSession.EXIT,
                                Duration.ofMinutes(1),
                                new ByteSize(1 << 20),
                                new ServerTls(
                                        Optional.of(Path.of("c")),
                                        Optional.of(Path.of("k")),
                                        Optional.of(Path.of("ca"))),
                                new ClientTls(
                                        Optional.of(Path.of("ca")),
                                        Optional.of(Path.of("c")),
                                        Optional.of(Path.of("k")),
                                        Optional.of("gateway")),
                                Duration.ofMillis(10),
                                new LogConfig(LogConfig.Level.DEBUG, LogConfig.Format.JSON),
                                true));
    }

    @Test
    void mapsToInstanceConfig() {
        assertThat(ready(List.of("--name", "pod", "--port", "7000"), SECRET).instance())
                .isEqualTo(
                        new InstanceConfig(
                                "pod",
                                "localhost",
                                7000,
                                Optional.empty(),
                                List.of(new HostPort("localhost", 10001)),
                                new ClusterName("myservice"),
                                new Secret("0123456789abcdef"),
                                AfterSession.REUSE,
                                Duration.ofSeconds(5),
                                4 << 20,
                                ServerTls.OFF,
                                ClientTls.OFF));
    }

    @Test
    void nameDefaultsToHostName() {
        assertThat(ready(List.of(), SECRET).instance().name()).isNotEmpty();
    }

    @Test
    void joinSecretIsReadFromFile() throws IOException {
        var secret = Files.writeString(directory.resolve("join"), "fedcba9876543210\n");

        var config = ready(List.of("--join-secret-file", secret.toString()), Map.of());

        assertThat(config.instance().joinSecret()).isEqualTo(new Secret("fedcba9876543210"));
    }

    @Test
    void joinSecretIsRequired() {
        var config = ready(List.of(), Map.of());

        assertThatThrownBy(config::instance)
                .isInstanceOf(InvalidSetting.class)
                .hasMessage(
                        "join-secret-file=: allowed is a file with the gateway's join secret (or"
                                + " MONOPOD_JOIN_SECRET in the environment)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --subscribe-interval=0s | subscribe-interval=0s (--subscribe-interval): allowed is 1ms or more
                    --port=65536            | port=65536 (--port): allowed is 0 to 65535
                    --name=my pod           | name=my pod (--name): allowed is 1 to 121 visible ASCII characters
                    --gateway=gateway       | gateway[0]=gateway (--gateway): allowed is host:port with a port of 1 to 65535
                    --after-session=restart | after-session=restart (--after-session): allowed is exit or reuse
                    """)
    void invalidValueIsReportedInOneLine(String flag, String line) {
        assertThat(MyServiceConfig.reader().read(List.of(flag), SECRET))
                .isEqualTo(new Reading.Wrong<>(line));
    }

    private static MyServiceConfig ready(List<String> args, Map<String, String> environment) {
        return switch (MyServiceConfig.reader().read(args, environment)) {
            case Reading.Ready<MyServiceConfig>(var config, _) -> config;
            case Reading.Help<MyServiceConfig>(var text) -> throw new AssertionError(text);
            case Reading.Wrong<MyServiceConfig>(var line) -> throw new AssertionError(line);
        };
    }
}
