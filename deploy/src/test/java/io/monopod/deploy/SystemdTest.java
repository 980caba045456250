package io.monopod.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.gateway.auth.KeyFile;
import io.monopod.instance.slot.AfterSession;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

class SystemdTest {
    private static final Path DIRECTORY = Documents.ROOT.resolve("deploy/systemd");
    private static final Path CREDENTIALS = Path.of("/run/credentials/a-unit");
    private static final String GATEWAY = "monopod-gateway.service";
    private static final String INSTANCE = "monopod-myservice@.service";

    @Test
    void gatewayReadsItsFileAndTheUnitsVariables() throws IOException {
        var config =
                Programs.gateway(
                        List.of("--config", DIRECTORY.resolve("gateway.yaml").toString()),
                        environment(GATEWAY));

        assertThat(config.joinSecretFile().map(Path::getParent)).contains(CREDENTIALS);
        assertThat(config.auth().keyFile().map(Path::getParent)).contains(CREDENTIALS);
        assertThat(credentials(GATEWAY)).containsExactlyInAnyOrder("join-secret", "signing-key");
        assertThat(config.limits().sessionsPerUser()).isPositive();
        assertThat(config.limits().waitingPerUser()).isPositive();
        assertThat(config.demo()).isFalse();
        assertThat(stopTime(GATEWAY)).isGreaterThan(config.drainTime());
    }

    @Test
    void adminTokenIsInTheUnitsGroupDirectory() throws IOException {
        var admin =
                Programs.gateway(
                                List.of("--config", DIRECTORY.resolve("gateway.yaml").toString()),
                                Map.of())
                        .admin();

        assertThat(admin.tokenFile().map(Path::getParent))
                .contains(Path.of("/run", line(GATEWAY, "RuntimeDirectory")));
        assertThat(admin.tokenGroup()).contains(line(GATEWAY, "Group"));
        assertThat(line(GATEWAY, "RuntimeDirectoryMode")).isEqualTo("0750");
    }

    @Test
    void instanceReadsItsFileAndTheUnitsVariables() throws IOException {
        var config =
                Programs.instance(
                        List.of(
                                "--config",
                                DIRECTORY.resolve("myservice.yaml").toString(),
                                "--name",
                                "host-1"),
                        environment(INSTANCE));

        assertThat(config.joinSecretFile().map(Path::getParent)).contains(CREDENTIALS);
        assertThat(config.afterSession()).isEqualTo(AfterSession.EXIT);
        assertThat(stopTime(INSTANCE)).isGreaterThan(config.drainTime());
        assertThat(line(INSTANCE, "ExecStart"))
                .endsWith("--config /etc/monopod/myservice.yaml --name %H-%i");
    }

    @Test
    void instanceHasNoAccessToTheGatewaysFiles() throws IOException {
        assertThat(lines(INSTANCE, "User")).isEmpty();
        assertThat(line(INSTANCE, "DynamicUser")).isEqualTo("true");
        assertThat(credentials(INSTANCE)).containsExactly("join-secret");
        assertThat(lines(INSTANCE, "StateDirectory")).isEmpty();
        assertThat(line(INSTANCE, "InaccessiblePaths"))
                .contains("/run/" + line(GATEWAY, "RuntimeDirectory"))
                .contains("/etc/monopod/secrets");
    }

    @Test
    void secretsAreCreatedOnceForTheirOwnerOnly(@TempDir Path directory) throws Exception {
        var script = DIRECTORY.resolve("secrets").toString();
        var place = directory.resolve("secrets");

        assertThat(run(script, place.toString())).isZero();
        var key = Files.readString(place.resolve("signing-key"));
        assertThat(run(script, place.toString())).isZero();

        assertThat(Files.readString(place.resolve("signing-key"))).isEqualTo(key);
        assertThat(KeyFile.readOrCreate(place.resolve("signing-key")).id()).isNotEmpty();
        assertThat(Files.readString(place.resolve("join-secret")).strip()).hasSize(64);
        for (var name : credentials(GATEWAY)) {
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(place.resolve(name))))
                    .isEqualTo("rw-------");
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    /// The variables that systemd sets.
    private static Map<String, String> environment(String unit) throws IOException {
        return lines(unit, "Environment").stream()
                .map(line -> line.replace("%d", CREDENTIALS.toString()).split("=", 2))
                .filter(pair -> pair[0].startsWith("MONOPOD_"))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private static List<String> credentials(String unit) throws IOException {
        return lines(unit, "LoadCredential").stream()
                .map(line -> line.substring(0, line.indexOf(':')))
                .toList();
    }

    private static Duration stopTime(String unit) throws IOException {
        return Duration.ofSeconds(Long.parseLong(line(unit, "TimeoutStopSec")));
    }

    private static String line(String unit, String key) throws IOException {
        return lines(unit, key).getFirst();
    }

    private static List<String> lines(String unit, String key) throws IOException {
        return Files.readAllLines(DIRECTORY.resolve(unit)).stream()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .toList();
    }
}
