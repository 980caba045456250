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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

class FreeInstanceWaitTest {
    private static final Credentials ADMIN = new Credentials("TestUser", "TestPassword");

    private final FakeSystem system = new FakeSystem(1, Policy.EXCLUSIVE);
    private final AtomicInteger requests = new AtomicInteger();
    private final List<String> shown = new CopyOnWriteArrayList<>();
    private final HttpServer api =
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);

    FreeInstanceWaitTest() throws IOException {
        api.start();
    }

    @AfterEach
    void stop() {
        api.stop(0);
        system.close();
    }

    @Test
    void waitsUntilEnoughInstancesAreFree() throws Exception {
        answer(200);

        vacancy(ADMIN).await(5);

        assertThat(requests).hasValue(5);
    }

    @Test
    void failsAtOnceIfTheApiRefuses() {
        answer(403);

        assertThatThrownBy(() -> vacancy(ADMIN).await(1))
                .isInstanceOf(NoSystem.class)
                .hasMessageStartingWith("the admin API at ")
                .hasMessageContaining(" answers 403;")
                .hasMessageContaining("MONOPOD_ADMIN_TOKEN");
    }

    @Test
    void usesTheGatewaysTokenIfItExists() throws Exception {
        answer(200);
        var nobody = new Credentials("Nobody", "x");

        vacancy(nobody, Map.of("MONOPOD_ADMIN_TOKEN", "given")).await(1);

        assertThat(shown).containsOnly("Bearer given");
    }

    @Test
    void reportsAFailedLogin() {
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
                    shown.add(token);
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

    private FreeInstanceWait vacancy(Credentials credentials) {
        return vacancy(credentials, Map.of());
    }

    private FreeInstanceWait vacancy(Credentials credentials, Map<String, String> environment) {
        var admin = Endpoint.plaintext("localhost", api.getAddress().getPort());
        return new FreeInstanceWait(system.gateway(), admin, credentials, environment);
    }
}
