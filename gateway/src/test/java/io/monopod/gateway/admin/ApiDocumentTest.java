package io.monopod.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.config.Reading;
import io.monopod.contract.ClusterName;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.Eventually;
import io.monopod.gateway.Gateway;
import io.monopod.gateway.assign.Assignment;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Hold;
import io.monopod.gateway.assign.InstanceState;
import io.monopod.gateway.assign.LossReason;
import io.monopod.gateway.assign.Policy;
import io.monopod.gateway.assign.Quarantine;
import io.monopod.gateway.assign.Refusal;
import io.monopod.gateway.assign.ReplayReason;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.config.GatewayConfig;
import io.monopod.token.TokenKeys;
import io.monopod.token.TokenVerifier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The OpenAPI document and the gateway agree.
@Timeout(60)
class ApiDocumentTest {
    private static final String API = "/api/v1";
    private static final Set<String> OF_THE_LISTENER =
            Set.of("GET /metrics", "GET /health/live", "GET /health/ready");

    private final AdminServer server = new AdminServer();
    private final ApiDescription description = description();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void documentsExactlyTheExistingRoutes() {
        var routes = new RecordedRoutes();
        var tokens = new TokenVerifier(TokenKeys.NONE, "us", "them");
        new AdminApi(
                        Policy.EXCLUSIVE,
                        new LocalOperations(List.of(), new SpareInstances(Map.of()), server.feed),
                        () -> GatewayList.alone("localhost:1"),
                        server.feed,
                        (_, _) -> {},
                        server.own,
                        () -> tokens,
                        InstantSource.system())
                .addTo(routes.builder());
        routes.operations().addAll(OF_THE_LISTENER);

        assertThat(description.operations()).isEqualTo(routes.operations());
    }

    @Test
    void everyTableMatchesItsSchema() throws Exception {
        fill();

        for (var operation : description.operations()) {
            var path = operation.substring(operation.indexOf(' ') + 1);
            var json =
                    description.response("get", path, 200).at("/content/application~1json/schema");
            if (!json.isMissingNode()) {
                var response = server.send(server.request(local(path, "s-1")));
                assertThat(response.statusCode()).as(path).isEqualTo(200);
                description.assertValid(response.body(), json);
            }
        }
    }

    @Test
    void everyActionAnswersAsDocumented() throws Exception {
        fill();

        for (var action : List.of("drain", "undrain")) {
            assertThat(act(action, "pod-1").statusCode()).isEqualTo(204);
            assertIsAsDescribed(
                    act(action, "pod-9"), "post", "/api/v1/instances/{id}/" + action, 404);
        }
        assertThat(end("s-1").statusCode()).isEqualTo(204);
        assertIsAsDescribed(end("s-9"), "delete", "/api/v1/sessions/{id}", 404);
        assertIsAsDescribed(
                server.send(server.request("/why/a%00b")), "get", "/api/v1/why/{id}", 404);
        assertIsAsDescribed(
                server.send(
                        HttpRequest.newBuilder(
                                URI.create("http://localhost:" + server.port() + API + "/queue"))),
                "get",
                "/api/v1/queue",
                401);
    }

    @Test
    void everyEventMatchesItsSchema() throws Exception {
        var events = events();

        assertThat(events.stream().map(Object::getClass).collect(Collectors.toSet()))
                .isEqualTo(leaves(SessionEvent.class).collect(Collectors.toSet()));
        assertThat(
                        events.stream()
                                .filter(SessionEvent.Refused.class::isInstance)
                                .map(event -> ((SessionEvent.Refused) event).why().getClass())
                                .collect(Collectors.toSet()))
                .isEqualTo(leaves(Refusal.NoInstance.class).collect(Collectors.toSet()));
        for (var event : events) {
            var entry = new EventFeed.Entry(7, new ClusterName("myservice"), event);
            description.assertValid(
                    EventJson.of(entry).toString(),
                    description.document().at("/components/schemas/Event"));
        }
    }

    @Test
    void documentsEveryStateAndReason() {
        assertNames("/State/enum", InstanceState.values(), ApiDocumentTest::word);
        assertNames("/Policy/properties/policy/enum", Policy.values(), ApiDocumentTest::word);
        assertNames("/EndReason/enum", EndReason.values(), EndReason::label);
        assertNames("/Lost/properties/reason/enum", LossReason.values(), LossReason::label);
        assertNames("/Quarantined/properties/reason/enum", Quarantine.values(), Quarantine::label);
        assertNames("/Replayed/properties/reason/enum", ReplayReason.values(), ReplayReason::label);
    }

    @Test
    void otherEndpointsAnswerAsDocumented() throws Exception {
        var ports = List.of("--data-port=0", "--control-port=0", "--admin-port=0");
        var reading = GatewayConfig.reader().read(ports, Map.of());
        var config = ((Reading.Ready<GatewayConfig>) reading).config();
        try (var gateway = Gateway.start(config, InstantSource.system());
                var client = HttpClient.newHttpClient()) {
            for (var operation : OF_THE_LISTENER) {
                var path = operation.substring("GET ".length());
                var uri = URI.create("http://localhost:" + gateway.adminPort() + path);
                var response =
                        client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
                assertThat(description.response("get", path, response.statusCode()).isMissingNode())
                        .as(path + " " + response.statusCode())
                        .isFalse();
            }
        }
    }

    private ApiDescription description() {
        try {
            var uri = URI.create("http://localhost:" + server.port() + ApiDocument.PATH);
            return ApiDescription.of(server.send(HttpRequest.newBuilder(uri)).body());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// Makes a session on an instance, a waiting one, a refused one, and a free and a draining
    /// instance.
    private void fill() throws InterruptedException {
        server.register("pod-1");
        server.call("s-1");
        server.call("s-2");
        server.cluster
                .sessions()
                .claim(new SessionId("s-3"), new UserName("ann"), Instant.now().plusSeconds(60));
        server.register("pod-2");
        server.register("pod-3");
        server.cluster.sessions().drain(FakeInstances.instance("pod-3").id());
        Eventually.holds(() -> server.feed.kept().size() >= 9);
    }

    private HttpResponse<String> act(String action, String instance)
            throws IOException, InterruptedException {
        return server.send(
                server.request("/instances/" + instance + "/" + action)
                        .POST(BodyPublishers.noBody()));
    }

    private HttpResponse<String> end(String session) throws IOException, InterruptedException {
        return server.send(server.request("/sessions/" + session).DELETE());
    }

    private void assertIsAsDescribed(
            HttpResponse<String> response, String method, String path, int status) {
        assertThat(response.statusCode()).isEqualTo(status);
        description.assertValid(
                response.body(),
                description.response(method, path, status).at("/content/application~1json/schema"));
    }

    private List<SessionEvent> events() throws InterruptedException {
        var now = Instant.now();
        var instance = FakeInstances.instance("pod-1");
        var session = new SessionId("s-1");
        server.register("pod-1");
        var grant = ((Assignment.Held) server.call("s-1")).grant();
        var events = new ArrayList<SessionEvent>();
        events.add(new SessionEvent.Registered(now, instance));
        events.add(new SessionEvent.Lost(now, instance, LossReason.LEFT, Optional.empty()));
        events.add(new SessionEvent.Lost(now, instance, LossReason.DIED, Optional.of("SIGKILL")));
        events.add(new SessionEvent.Draining(now, instance));
        events.add(new SessionEvent.Undrained(now, instance));
        events.add(new SessionEvent.Quarantined(now, instance, Quarantine.STARTING));
        events.add(new SessionEvent.Freed(now, instance));
        events.add(new SessionEvent.Reserved(now, grant));
        events.add(new SessionEvent.Confirmed(now, grant));
        events.add(new SessionEvent.Released(now, grant));
        events.add(
                new SessionEvent.Found(
                        now, new Hold.Direct(session, new UserName("ann"), instance, now)));
        events.add(new SessionEvent.Ending(now, grant, EndReason.FORCED));
        events.add(new SessionEvent.Ended(now.plusSeconds(1), grant, EndReason.FORCED));
        events.add(new SessionEvent.Waiting(now, session, 1));
        events.add(new SessionEvent.LeftQueue(now, session, Duration.ofSeconds(1)));
        events.add(new SessionEvent.Replayed(now, grant, FakeInstances.instance("pod-2")));
        for (var why :
                List.of(
                        new Refusal.AllInstancesBusy(1, 1, 0, Duration.ofSeconds(1)),
                        new Refusal.QueueFull(2, 1, Duration.ofSeconds(1)),
                        new Refusal.QueueTimeout(1, 1, Duration.ofSeconds(1)),
                        new Refusal.NoAvailableInstances(),
                        new Refusal.BackendUnavailable(
                                Refusal.BackendUnavailable.Cause.NONE_REGISTERED),
                        new Refusal.BackendUnavailable(Refusal.BackendUnavailable.Cause.NONE_BOUND),
                        new Refusal.BackendUnavailable(
                                Refusal.BackendUnavailable.Cause.OWN_NOT_BOUND),
                        new Refusal.UserQuota(2, 2, Duration.ofSeconds(1)),
                        new Refusal.StoreUnavailable(),
                        new Refusal.GatewayStarting())) {
            events.add(new SessionEvent.Refused(now, session, why));
        }
        return events;
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(ApiDocumentTest::leaves)
                : Stream.of(type);
    }

    private <E> void assertNames(String pointer, E[] values, Function<E, String> name) {
        assertThat(description.values("/components/schemas" + pointer))
                .isEqualTo(Arrays.stream(values).map(name).collect(Collectors.toSet()));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String local(String path, String id) {
        return path.substring(API.length()).replace("{id}", id);
    }
}
