package io.monopod.scenarios.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.client.Clients;
import io.monopod.scenarios.fake.FakeSystem;
import io.monopod.scenarios.system.Credentials;
import io.monopod.scenarios.system.SystemSpec;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

class WandererTest {
    private static final Duration INTERVAL = Duration.ofMillis(20);

    private final FakeSystem system =
            new FakeSystem(SystemSpec.STANDARD.withInstances(1).withSubscribeInterval(INTERVAL));
    private final Clients clients = new Clients("t", event -> {}, InstantSource.system());

    @AfterEach
    void close() {
        clients.close();
        system.close();
    }

    @Test
    void aMessageOfAStreamWasSentAfterTheOneBeforeItCame() throws Exception {
        Wanderer wanderer = new Wanderer(loggedIn(), Duration.ZERO, 1);

        wanderer.stream(INTERVAL.multipliedBy(20));

        List<Sighting> seen = wanderer.sightings();
        assertThat(seen).hasSizeGreaterThan(1);
        for (int i = 1; i < seen.size(); i++) {
            assertThat(seen.get(i).from()).isAfterOrEqualTo(seen.get(i - 1).to());
        }
    }

    private Client loggedIn() throws InterruptedException {
        Client client = clients.open(system.gateway());
        client.login(Credentials.DEMO);
        return client;
    }
}
