package io.monopod.gateway.admin;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.monopod.config.Secret;
import io.monopod.contract.ClusterName;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.Assignment;
import io.monopod.gateway.assign.Policy;
import io.monopod.gateway.auth.SigningKey;
import io.monopod.gateway.auth.TokenIssuer;
import io.monopod.gateway.registry.InstanceRegistry;
import io.monopod.gateway.registry.ObedientInstances;
import io.monopod.gateway.registry.RegisteredCluster;
import io.monopod.gateway.registry.RegistrationTerms;
import io.monopod.gateway.registry.TestClaims;
import io.monopod.gateway.table.Rules;
import io.monopod.proto.control.v1.TokenRules;
import io.monopod.token.Role;
import io.monopod.token.TokenKeys;
import io.monopod.token.TokenVerifier;

import jakarta.json.Json;
import jakarta.json.JsonObject;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/// The admin API of one cluster of [ObedientInstances], on a free port, with a client.
final class AdminServer implements AutoCloseable {
    private static final ClusterName CLUSTER = new ClusterName("myservice");
    private static final Duration LEASE = Duration.ofMinutes(1);

    final SigningKey key = SigningKey.generate();
    final AdminToken own = new AdminToken();
    final InstanceRegistry registry;
    final RegisteredCluster cluster;
    final EventFeed feed = new EventFeed(Instant.now());
    private final WebServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    AdminServer() {
        registry =
                InstanceRegistry.start(
                        Map.of(
                                CLUSTER,
                                Rules.from(Instant.now(), Policy.EXCLUSIVE, LEASE, Duration.ZERO)),
                        new RegistrationTerms(
                                Duration.ofSeconds(1), TokenRules::getDefaultInstance),
                        new Secret("the secret of this test"),
                        TestClaims.any(),
                        new ObedientInstances(),
                        InstantSource.system(),
                        feed);
        cluster = registry.cluster(CLUSTER);
        var tokens = new TokenVerifier(TokenKeys.ofJwks(key.jwks()), "us", "them");
        var routing = HttpRouting.builder();
        new AdminApi(
                        Policy.EXCLUSIVE,
                        new LocalOperations(
                                registry.clusters(), new SpareInstances(Map.of()), feed),
                        () -> GatewayList.alone("localhost:1"),
                        feed,
                        (_, _) -> {},
                        own,
                        () -> tokens,
                        InstantSource.system())
                .addTo(routing);
        server =
                WebServer.builder()
                        .host("localhost")
                        .port(0)
                        .shutdownHook(false)
                        .addRouting(routing)
                        .build()
                        .start();
    }

    void register(String instance) {
        cluster.sessions().register(FakeInstances.instance(instance), FakeInstances.free());
    }

    Assignment.Final call(String session) throws InterruptedException {
        return cluster.sessions().acquire(new SessionId(session), new UserName("ann"), Instant.MIN);
    }

    int port() {
        return server.port();
    }

    /// A request with an administrator's token.
    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                        URI.create("http://localhost:" + server.port() + "/api/v1" + path))
                .header("Authorization", "Bearer " + token(key, "ann", Role.ADMIN));
    }

    static String token(SigningKey key, String user, Role role) {
        return new TokenIssuer(key, "us", "them", Duration.ofHours(1))
                .issue(new UserName(user), role, new SessionId("s-1"), Instant.now())
                .text();
    }

    JsonObject get(String path) throws IOException, InterruptedException {
        return json(send(request(path)));
    }

    HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    Events events(HttpRequest.Builder request) throws IOException, InterruptedException {
        return new Events(client.send(request.build(), BodyHandlers.ofInputStream()).body());
    }

    static JsonObject json(HttpResponse<String> response) {
        return Json.createReader(new StringReader(response.body())).readObject();
    }

    @Override
    public void close() {
        client.shutdownNow();
        feed.close();
        server.stop();
        registry.close();
    }
}
