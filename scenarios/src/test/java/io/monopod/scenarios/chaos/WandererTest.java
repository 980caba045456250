package io.monopod.scenarios.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.client.Clients;
import io.monopod.scenarios.client.Pause;
import io.monopod.scenarios.event.RunEvent;
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
    private final Clients clients = new Clients("t", this::listen, InstantSource.system());
    private Duration slowness = Duration.ZERO;

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
            assertThat(seen.get(i).from()).isAfterOrEqualTo(SlotLog.logged(seen.get(i - 1).to()));
        }
    }

    /// Who shows a call can hold it up between its start and its way out.
    @Test
    void aCallIsOverWhenItsAnswerHasCome() throws Exception {
        Wanderer wanderer = new Wanderer(loggedIn(), Duration.ZERO, 1);
        slowness = Duration.ofMillis(100);

        wanderer.leave(Duration.ZERO);

        Asked shutdown = wanderer.asked().getLast();
        assertThat(Duration.between(shutdown.from(), shutdown.to()))
                .isGreaterThanOrEqualTo(slowness);
    }

    private void listen(RunEvent event) {
        if (event instanceof RunEvent.CallStarted) {
            try {
                Pause.of(slowness);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private Client loggedIn() throws InterruptedException {
        Client client = clients.open(system.gateway());
        client.login(Credentials.DEMO);
        return client;
    }
}
