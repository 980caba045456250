package io.monopod.console.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.monopod.scenarios.event.Code;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Uses answers as in `docs/admin-api.md`.
final class HttpAdminTest {
    private static final Instant NOON = Instant.parse("2030-01-02T12:00:00Z");

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> requests = new ConcurrentLinkedQueue<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private HttpServer server;
    private HttpAdmin admin;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        URI base = URI.create("http://localhost:" + server.getAddress().getPort());
        admin = new HttpAdmin(http, base, () -> "a-token");
    }

    @AfterEach
    void stop() {
        server.stop(0);
        http.shutdownNow();
    }

    @Test
    void readsTheGateways() throws Exception {
        answers.put(
                "GET /api/v1/gateways",
                """
                {"self": "b", "term": 7, "led": true, "store": "away", "gateways": [
                  {"id": "a", "control": "one:1", "leads": true}, {"id": "b", "control": "two:2", "leads": false}]}
                """);

        assertThat(admin.gateways())
                .isEqualTo(
                        new GatewaysReport(
                                "b",
                                7,
                                false,
                                List.of(
                                        new GatewaysReport.Entry("a", "one:1", true),
                                        new GatewaysReport.Entry("b", "two:2", false))));
    }

    @Test
    void countersOfSeveralGatewaysAreAdded() {
        var one = new MetricsReport.Ending(Code.OK, "");
        var two = new MetricsReport.Ending(Code.UNAVAILABLE, "NO_LEADER");
        MetricsReport first = report(Map.of(one, 3L), Map.of(0.1, 2L, 1.0, 5L));
        MetricsReport second = report(Map.of(one, 4L, two, 1L), Map.of(0.1, 1L, 1.0, 1L));

        MetricsReport sum = MetricsReport.sum(List.of(first, second));

        assertThat(sum.calls()).isEqualTo(Map.of(one, 7L, two, 1L));
        assertThat(sum.waits().upTo()).isEqualTo(Map.of(0.1, 3L, 1.0, 6L));
    }

    private static MetricsReport report(
            Map<MetricsReport.Ending, Long> calls, Map<Double, Long> waits) {
        return new MetricsReport(
                calls, new MetricsReport.Buckets(new TreeMap<>(waits)), MetricsReport.Buckets.NONE);
    }

    @Test
    void readsInstances() throws Exception {
        answers.put(
                "GET /api/v1/instances",
                """
                {"instances": [
                  {"id": "pod-1", "state": "bound", "session": "s-1", "since": "2030-01-02T12:00:00Z", "callsServed": 7},
                  {"id": "pod-2", "state": "quarantined", "detail": "starting", "address": "localhost:7000", "since": "2030-01-02T12:00:00Z",
                   "leaseUntil": "2030-01-02T12:00:00Z"}]}
                """);

        assertThat(admin.instances())
                .containsExactly(
                        new InstanceReport(
                                "pod-1", InstanceReport.State.BOUND, "s-1", NOON, 7, "", "", null),
                        new InstanceReport(
                                "pod-2",
                                InstanceReport.State.QUARANTINED,
                                null,
                                NOON,
                                0,
                                "starting",
                                "localhost:7000",
                                NOON));
    }

    @Test
    void readsTheSessionsOfEverybody() throws Exception {
        answers.put(
                "GET /api/v1/sessions",
                """
                {"sessions": [
                  {"session": "s-1", "owner": "ann", "instance": "pod-1", "state": "bound",
                   "since": "2030-01-02T12:00:00Z", "lastUse": "2030-01-02T12:00:00Z",
                   "callsInProgress": 2, "callsServed": 7},
                  {"session": "s-2", "instance": "pod-2", "state": "bound", "since": "2030-01-02T12:00:00Z"}]}
                """);

        assertThat(admin.sessions())
                .containsExactly(
                        new SessionReport("s-1", "ann", "pod-1", "bound", NOON, NOON, 2, 7),
                        new SessionReport("s-2", "", "pod-2", "bound", NOON, null, 0, 0));
    }

    @Test
    void readsTheCountersOfAllClusters() throws Exception {
        answers.put(
                "GET /metrics",
                """
                # TYPE monopod_calls_total counter
                monopod_calls_total{code="0",reason="",route="/my_service."} 40
                monopod_calls_total{code="0",reason="",route="/other."} 2
                monopod_calls_total{route="/my_service.",code="8",reason="ALL_INSTANCES_BUSY"} 3.0
                monopod_queue_wait_seconds_bucket{cluster="a",outcome="served",le="0.5"} 1
                monopod_queue_wait_seconds_bucket{cluster="a",outcome="left",le="0.5"} 0
                monopod_queue_wait_seconds_bucket{cluster="a",outcome="served",le="+Inf"} 2
                monopod_bytes_total{peer="client",way="in"} 12
                """);

        MetricsReport report = admin.metrics();

        assertThat(report.calls())
                .containsOnly(
                        Map.entry(new MetricsReport.Ending(Code.OK, ""), 42L),
                        Map.entry(
                                new MetricsReport.Ending(
                                        Code.RESOURCE_EXHAUSTED, "ALL_INSTANCES_BUSY"),
                                3L));
        assertThat(report.waits().count()).isEqualTo(2);
        assertThat(report.waits().percentile(0.5)).isEqualTo(Duration.ofMillis(500));
        assertThat(report.waits().percentile(0.99)).isNull();
        assertThat(report.grants().percentile(0.5)).isNull();
    }

    @Test
    void readsTheWaitingRoomWithItsLimit() throws Exception {
        answers.put(
                "GET /api/v1/queue",
                """
                {"queue": [
                  {"cluster": "myservice", "session": "s-1", "owner": "ann", "position": 1,
                   "since": "2030-01-02T12:00:00Z", "expectedMillis": 2500}],
                 "rooms": [{"cluster": "myservice", "waiting": 1, "places": 1000}]}
                """);

        assertThat(admin.room()).isEqualTo(new RoomReport(1_000, List.of(waiter())));
    }

    private static Waiter waiter() {
        return new Waiter("s-1", "ann", 1, NOON, Duration.ofMillis(2_500));
    }

    @Test
    void readsTheExplanationOfASession() throws Exception {
        answers.put(
                "GET /api/v1/why/s%2F1",
                """
                {"session": "s/1", "clusters": [
                  {"cluster": "myservice", "preference": [
                    {"instance": "pod-1", "says": "holds another session"},
                    {"instance": "pod-2", "says": "free"}],
                   "queue": {"session": "s-1", "owner": "ann", "position": 1,
                     "since": "2030-01-02T12:00:00Z", "expectedMillis": 2500}}],
                 "events": [
                  {"id": 3, "at": "2030-01-02T12:00:00Z", "type": "waiting", "session": "s/1", "position": 1}]}
                """);

        assertThat(admin.why("s/1"))
                .isEqualTo(
                        new WhyReport(
                                "s/1",
                                List.of(
                                        new WhyReport.InCluster(
                                                "myservice",
                                                List.of(
                                                        new WhyReport.Choice(
                                                                "pod-1", "holds another session"),
                                                        new WhyReport.Choice("pod-2", "free")),
                                                waiter())),
                                List.of(new GatewayEvent.Waiting(NOON, "s/1", 1))));
    }

    @Test
    void passesOnEventsAsTheyArrive() throws Exception {
        answers.put(
                "GET /api/v1/events",
                """
                event: open
                data: {}

                id: 7
                event: ended
                data: {"id": 7, "at": "2030-01-02T12:00:00Z", "session": "s-1", "instance": "pod-1", "reason": "forced", "heldMillis": 1500}

                id: 8
                event: replayed
                data: {"id": 8, "at": "2030-01-02T12:00:00Z", "session": "s-2", "instance": "pod-2", "from": "pod-1", "to": "pod-2", "reason": "instance-lost"}

                id: 9
                event: left-queue
                data: {"id": 9, "at": "2030-01-02T12:00:00Z", "session": "s-3", "waitedMillis": 1500}

                id: 10
                event: of-a-later-version
                data: {"id": 10, "at": "2030-01-02T12:00:00Z"}

                """);
        List<GatewayEvent> events = new ArrayList<>();

        admin.follow(events::add);

        assertThat(events)
                .containsExactly(
                        new GatewayEvent.Open(),
                        new GatewayEvent.Ended(
                                NOON, "s-1", "pod-1", "forced", Duration.ofMillis(1_500)),
                        new GatewayEvent.Replayed(NOON, "s-2", "pod-1", "pod-2", "instance-lost"),
                        new GatewayEvent.LeftQueue(NOON, "s-3", Duration.ofMillis(1_500)),
                        new GatewayEvent.Changed());
    }

    @Test
    void actionsNameTheirTargetAndSendTheToken() throws Exception {
        answers.put("POST /api/v1/instances/pod-1/drain", "");
        answers.put("DELETE /api/v1/sessions/a%2Fb%20c", "");

        admin.drain("pod-1");
        admin.end("a/b c");

        assertThat(requests)
                .containsExactly(
                        "POST /api/v1/instances/pod-1/drain Bearer a-token",
                        "DELETE /api/v1/sessions/a%2Fb%20c Bearer a-token");
    }

    @Test
    void refusalHasTheGatewaysMessage() {
        assertThatThrownBy(() -> admin.drain("nobody"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("404")
                .hasMessageContaining("not there");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath();
        requests.add(request + " " + exchange.getRequestHeaders().getFirst("authorization"));
        String answer = answers.get(request);
        byte[] body =
                (answer == null ? "{\"error\": \"not there\"}" : answer)
                        .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(
                answer == null ? 404 : 200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
