package io.monopod.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;

import io.monopod.scenarios.fake.FakeSystem;
import io.monopod.scenarios.system.Credentials;
import io.monopod.scenarios.system.Endpoint;
import io.monopod.scenarios.system.Policy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

class VacancyTest {
    private static final Credentials ADMIN = new Credentials("TestUser", "TestPassword");

    private final FakeSystem system = new FakeSystem(1, Policy.EXCLUSIVE);
    private final AtomicInteger requests = new AtomicInteger();
    private final HttpServer api =
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);

    VacancyTest() throws IOException {
        api.start();
    }

    @AfterEach
    void stop() {
        api.stop(0);
        system.close();
    }

    @Test
    void waitsUntilAsManyInstancesAreFreeAsAreWanted() throws Exception {
        answer(200);

        vacancy(ADMIN).await(5);

        assertThat(requests).hasValue(5);
    }

    @Test
    void doesNotWaitForAnApiThatRefuses() {
        answer(403);

        assertThatThrownBy(() -> vacancy(ADMIN).await(1))
                .isInstanceOf(NoSystem.class)
                .hasMessageStartingWith("the admin API at ")
                .hasMessageEndingWith(" answers 403");
    }

    @Test
    void saysSoIfTheUserMayNotLogIn() {
        assertThatThrownBy(() -> vacancy(new Credentials("Nobody", "x")).await(1))
                .isInstanceOf(NoSystem.class)
                .hasMessageContaining("invalid username or password");
    }

    /// One more instance is free at each request.
    private void answer(int status) {
        api.createContext(
                "/api/v1/clusters",
                exchange -> {
                    var token = exchange.getRequestHeaders().getFirst("authorization");
                    assertThat(token).startsWith("Bearer ");
                    var body =
                            """
                            {"clusters": [{"name": "a", "free": %d}, {"name": "b"}]}
                            """
                                    .formatted(requests.incrementAndGet())
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
    }

    private Vacancy vacancy(Credentials credentials) {
        var admin = Endpoint.plaintext("localhost", api.getAddress().getPort());
        return new Vacancy(system.gateway(), admin, credentials);
    }
}
