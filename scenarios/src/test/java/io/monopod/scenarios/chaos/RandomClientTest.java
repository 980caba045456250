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

class RandomClientTest {
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
    void streamMessageIsSentAfterThePreviousArrived() throws Exception {
        RandomClient client = new RandomClient(loggedIn(), Duration.ZERO, 1);

        client.stream(INTERVAL.multipliedBy(20));

        List<Observation> seen = client.observations();
        assertThat(seen).hasSizeGreaterThan(1);
        for (int i = 1; i < seen.size(); i++) {
            assertThat(seen.get(i).from()).isAfterOrEqualTo(SlotLog.logged(seen.get(i - 1).to()));
        }
    }

    /// A listener can delay a call between its start and its sending.
    @Test
    void callEndsWhenItsAnswerArrives() throws Exception {
        RandomClient client = new RandomClient(loggedIn(), Duration.ZERO, 1);
        slowness = Duration.ofMillis(100);

        client.leave(Duration.ZERO);

        CallRecord shutdown = client.callRecords().getLast();
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
