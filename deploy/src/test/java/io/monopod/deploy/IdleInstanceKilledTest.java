package io.monopod.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/// Kills an instance without a session, with real processes. Nobody calls it, so only its missing
/// heartbeats show the loss.
@Timeout(120)
class IdleInstanceKilledTest {
    private static final Duration LEASE = Duration.ofSeconds(3);

    /// For a heartbeat that is still on its way, and for the gateway's check interval.
    private static final Duration SLACK = Duration.ofSeconds(1);

    private static final Duration BETWEEN = Duration.ofMillis(50);

    private final Path directory;
    private final Processes processes;
    private final HttpClient http = HttpClient.newHttpClient();

    IdleInstanceKilledTest(@TempDir Path directory) {
        this.directory = directory;
        this.processes = new Processes(directory);
    }

    @AfterEach
    void stop() {
        processes.close();
        http.close();
    }

    @Test
    void killedIdleInstanceIsLostWithinOneLease() throws Exception {
        var gateway =
                processes.start(
                        "io.monopod.gateway.Main",
                        "gateway.yaml",
                        """
                        data: {port: 0}
                        control: {port: 0}
                        admin: {port: 0, token-file: admin-token}
                        start-grace: 0s
                        """);
        var ports = Processes.ports(gateway);
        var instance =
                processes.start(
                        "io.monopod.myservice.Main",
                        "pod.yaml",
                        "gateway: localhost:" + ports.control());
        assertThat(Processes.firstLine(instance)).startsWith("READY");
        assertThat(isKnown(ports)).isTrue();

        instance.destroyForcibly().waitFor();
        var killed = Instant.now();
        while (isKnown(ports) && Instant.now().isBefore(killed.plusSeconds(30))) {
            LockSupport.parkNanos(BETWEEN.toNanos());
        }

        assertThat(Duration.between(killed, Instant.now())).isLessThan(LEASE.plus(SLACK));
    }

    private String adminToken() throws IOException {
        return Files.readString(directory.resolve("admin-token")).strip();
    }

    private boolean isKnown(Processes.Ports ports) throws IOException, InterruptedException {
        var instances = URI.create("http://localhost:%d/api/v1/instances".formatted(ports.admin()));
        var answer =
                http.send(
                        HttpRequest.newBuilder(instances)
                                .header("Authorization", "Bearer " + adminToken())
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body().contains("leaseUntil");
    }
}
