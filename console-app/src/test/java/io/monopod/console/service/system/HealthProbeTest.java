package io.monopod.console.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.console.admin.Look;
import io.monopod.console.admin.Sighting;
import io.monopod.console.model.Refresher;
import io.monopod.scenarios.system.Endpoint;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;

/// A look at ports that say nothing.
final class HealthProbeTest {
    /// What a busy machine may add.
    private static final Duration SLACK = Duration.ofMillis(600);

    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        http.shutdownNow();
    }

    @Test
    void lossIsOnTheScreenWithinTwoSeconds() {
        Duration latest =
                GatewayWatch.PERIOD.plus(HealthProbe.LONGEST).plus(Refresher.CLOCK_PERIOD);

        assertThat(latest).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void portsThatAcceptAndAnswerNothingAreHungWithinTheLongestLook() throws Exception {
        // Connections stay in the backlog, as those of a frozen process do.
        try (ServerSocket data = bound();
                ServerSocket admin = bound();
                HealthProbe probe = probe(data.getLocalPort(), admin.getLocalPort())) {
            // The first one loads classes.
            probe.look();
            long start = System.nanoTime();

            Look look = probe.look();

            assertThat(look).isEqualTo(Look.of(Sighting.HUNG));
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(HealthProbe.LONGEST.plus(SLACK));
        }
    }

    @Test
    void portsWhereNothingListensAreGone() throws Exception {
        int free;
        try (ServerSocket closed = bound()) {
            free = closed.getLocalPort();
        }
        try (HealthProbe probe = probe(free, free)) {
            assertThat(probe.look()).isEqualTo(Look.of(Sighting.GONE));
        }
    }

    private static ServerSocket bound() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private HealthProbe probe(int data, int admin) {
        return new HealthProbe(
                http,
                URI.create("http://localhost:" + admin),
                Endpoint.plaintext("localhost", data));
    }
}
