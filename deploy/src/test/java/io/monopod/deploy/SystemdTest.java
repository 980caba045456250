package io.monopod.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.myservice.instance.AfterSession;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

class SystemdTest {
    private static final Path DIRECTORY = Documents.ROOT.resolve("deploy/systemd");
    private static final Path STATE = Path.of("/var/lib/monopod");

    @Test
    void theGatewayReadsItsFile() throws IOException {
        var config =
                Programs.gateway(
                        List.of("--config", DIRECTORY.resolve("gateway.yaml").toString()),
                        Map.of());

        assertThat(config.joinSecretFile().map(Path::getParent)).contains(STATE);
        assertThat(config.auth().keyFile().map(Path::getParent)).contains(STATE);
        assertThat(config.demo()).isFalse();
        assertThat(stopTime("monopod-gateway.service")).isGreaterThan(config.drainTime());
    }

    @Test
    void theInstanceReadsItsFileAndTakesItsFlags() throws IOException {
        var config =
                Programs.instance(
                        List.of(
                                "--config",
                                DIRECTORY.resolve("myservice.yaml").toString(),
                                "--name",
                                "host-1"),
                        Map.of());

        assertThat(config.joinSecretFile().map(Path::getParent)).contains(STATE);
        assertThat(config.afterSession()).isEqualTo(AfterSession.EXIT);
        assertThat(stopTime("monopod-myservice@.service")).isGreaterThan(config.drainTime());
        assertThat(line("monopod-myservice@.service", "ExecStart"))
                .endsWith("--config /etc/monopod/myservice.yaml --name %H-%i");
    }

    private static Duration stopTime(String unit) throws IOException {
        return Duration.ofSeconds(Long.parseLong(line(unit, "TimeoutStopSec")));
    }

    private static String line(String unit, String key) throws IOException {
        return Files.readAllLines(DIRECTORY.resolve(unit)).stream()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .findFirst()
                .orElseThrow();
    }
}
