package io.monopod.gateway.config;

import static io.monopod.gateway.config.Configurations.file;
import static io.monopod.gateway.config.Configurations.ready;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.monopod.config.InvalidSetting;
import io.monopod.config.Reading;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Configurations that stop the start.
class WrongConfigTest {
    private final Path directory;

    WrongConfigTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    control: {port: 65536}         | control.port=65536 (FILE:1): allowed is 0 to 65535
                    data: {port: -1}               | data.port=-1 (FILE:1): allowed is 0 to 65535
                    admin: {port: -1}              | admin.port=-1 (FILE:1): allowed is 0 to 65535
                    heartbeat-interval: 99ms       | heartbeat-interval=99ms (FILE:1): allowed is 100ms or more
                    lease: 1s                      | lease=1s (FILE:1): allowed is at least twice the heartbeat-interval, so that one lost report is no loss
                    limits: {connections: 0}       | limits.connections=0 (FILE:1): allowed is 1 or more
                    limits: {streams: 0}           | limits.streams=0 (FILE:1): allowed is 1 or more
                    limits: {header-list: 1KiB}    | limits.header-list=1KiB (FILE:1): allowed is 4KiB to 2147483647
                    limits: {stream-buffer: 2GiB}  | limits.stream-buffer=2GiB (FILE:1): allowed is 64KiB to 2147483647
                    limits: {connection-buffer: 64KiB} | limits.connection-buffer=64KiB (FILE:1): allowed is 256KiB to 2147483647
                    timeouts: {idle: 0s}           | timeouts.idle=0s (FILE:1): allowed is more than 0s
                    auth: {token-lifetime: 0s}     | auth.token-lifetime=0s (FILE:1): allowed is 1s or more
                    auth: {jwks-refresh: 1ms}      | auth.jwks-refresh=1ms (FILE:1): allowed is 1s or more
                    clusters: {local: {}}          | clusters.local=registered (FILE:1): allowed is any name but local, which is the gateway's own
                    clusters: {a: {type: static}}  | clusters.a.addresses= (FILE:1): allowed is one or more, where type is static
                    tracing: {otlp-endpoint: collector}  | tracing.otlp-endpoint=collector (FILE:1): allowed is an http or https address
                    tracing: {otlp-endpoint: "http://{x}"} | tracing.otlp-endpoint=http://{x} (FILE:1): allowed is an http or https address
                    tracing: {sampled: 101}        | tracing.sampled=101 (FILE:1): allowed is 0 to 100
                    clusters: {a: {tls: {ca: /x}}} | clusters.a.tls.ca=/x (FILE:1): allowed is none: instance-tls is for all instances that register
                    clusters: {a: {addresses: [b:1]}} | clusters.a.addresses=[b:1] (FILE:1): allowed is none: they register
                    routes: [{prefix: /a, cluster: b}] | routes[0].cluster=b (FILE:1): allowed is local, myservice
                    routes: [{prefix: a, cluster: myservice}] | routes[0].prefix=a (FILE:1): allowed is a path that starts with a slash
                    routes: [{prefix: /a, cluster: myservice}, {prefix: /a/, cluster: myservice}] | routes[1].prefix=/a (FILE:1): allowed is each prefix once
                    routes: [{prefix: /a, cluster: local}] | routes[0].affinity=session (FILE:1): allowed is none, because local has no instances that register
                    routes: [{prefix: /a, cluster: local, affinity: none, on-instance-loss: session-lost}] | routes[0].on-instance-loss=session-lost (FILE:1): allowed is fail or replay, because calls of this route have no session
                    routes: [{prefix: /a, cluster: myservice, auth: none}] | routes[0].auth=none (FILE:1): allowed is required, because a session needs an owner
                    """)
    void invalidSettingStopsTheStartWithOneLine(String content, String line) throws IOException {
        var file = file(directory, content);

        assertThat(GatewayConfig.reader().read(List.of("--config", file), Map.of()))
                .isEqualTo(new Reading.Wrong<>(line.replace("FILE", file)));
    }

    @Test
    void hs256SecretMustBeAtLeastHashLength() {
        var auth = ready(List.of(), Map.of("MONOPOD_AUTH_HS256_SECRET", "0123456789abcdef")).auth();

        assertThatThrownBy(auth::hs256)
                .isInstanceOf(InvalidSetting.class)
                .hasMessage(
                        "auth.hs256-secret=(secret): allowed is a secret of at least 32 characters");
    }
}
