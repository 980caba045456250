package io.monopod.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.Eventually;
import io.monopod.gateway.assign.Assignment;
import io.monopod.gateway.assign.Refusal;

import jakarta.json.JsonObject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

@Timeout(30)
class AdminApiTest {
    private final AdminServer server = new AdminServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void showsThePolicy() throws Exception {
        assertThat(server.get("/policy").getString("policy")).isEqualTo("exclusive");
    }

    @Test
    void countsInstancesByState() throws Exception {
        server.register("pod-1");
        server.register("pod-2");
        server.call("s-1");

        assertThat(server.get("/clusters").getJsonArray("clusters").toString())
                .isEqualTo(
                        "[{\"name\":\"myservice\",\"registered\":2,\"free\":1,\"reserved\":0,"
                                + "\"bound\":1,\"draining\":0,\"quarantined\":0,"
                                + "\"waiting\":0,\"spare\":1,\"wanted\":2}]");
    }

    @Test
    void wantsAnInstanceForEachSessionThatHasOneOrWaitsAndOneSpare() throws Exception {
        server.register("pod-1");
        server.call("s-1");
        waits("s-2");
        waits("s-3");

        var cluster = server.get("/clusters").getJsonArray("clusters").getJsonObject(0);

        assertThat(cluster.getInt("waiting")).isEqualTo(2);
        assertThat(cluster.getInt("wanted")).isEqualTo(1 + 2 + 1);
    }

    @Test
    void showsAnInstanceWithItsSession() throws Exception {
        var before = Instant.now();
        server.register("pod-1");

        var free = only("instances");
        assertThat(free.keySet()).doesNotContain("session");
        assertThat(free.getString("state")).isEqualTo("free");
        assertThat(free.getString("address")).isEqualTo("localhost:9001");
        assertThat(Instant.parse(free.getString("leaseUntil"))).isAfter(before);

        server.call("s-1");
        Eventually.holds(() -> only("instances").containsKey("since"));

        var bound = only("instances");
        assertThat(bound.getString("id")).isEqualTo("pod-1");
        assertThat(bound.getString("state")).isEqualTo("bound");
        assertThat(bound.getString("session")).isEqualTo("s-1");
        assertThat(bound.getString("owner")).isEqualTo("ann");
        assertThat(bound.getInt("callsInProgress")).isOne();
        assertThat(Instant.parse(bound.getString("since"))).isAfterOrEqualTo(before);
    }

    @Test
    void explainsWhereASessionIsPlaced() throws Exception {
        server.register("pod-1");
        server.register("pod-2");
        server.call("s-1");
        server.call("s-2");
        server.call("s-3");
        Eventually.holds(() -> why("s-3").getJsonArray("events").size() == 1);

        var bound = why("s-1").getJsonArray("clusters").getJsonObject(0);
        var refused = why("s-3");

        assertThat(bound.getJsonArray("preference").toString())
                .contains("holds this session", "holds another session");
        assertThat(refused.getJsonArray("clusters").toString())
                .doesNotContain("this session")
                .contains("pod-1", "pod-2");
        assertThat(refused.getJsonArray("events").getJsonObject(0).getString("reason"))
                .isEqualTo("ALL_INSTANCES_BUSY");
    }

    @Test
    void showsTheQueue() throws Exception {
        server.register("pod-1");
        server.call("s-1");
        waits("s-2");

        var queue = server.get("/queue");
        var waiting = queue.getJsonArray("queue").getJsonObject(0);
        var room = queue.getJsonArray("rooms").getJsonObject(0);

        assertThat(waiting.getString("session")).isEqualTo("s-2");
        assertThat(waiting.getString("owner")).isEqualTo("ann");
        assertThat(waiting.getInt("position")).isOne();
        assertThat(room.getInt("waiting")).isOne();
        assertThat(room.getInt("places")).isEqualTo(1_000);
        assertThat(why("s-2").getJsonArray("clusters").getJsonObject(0).getJsonObject("queue"))
                .isEqualTo(waiting);
    }

    @Test
    void showsASessionWithItsInstanceEpochAndCalls() throws Exception {
        server.register("pod-1");
        var held = (Assignment.Held) server.call("s-1");
        server.cluster.sessions().callEnded(held.grant());

        var session = only("sessions");

        assertThat(session.getString("session")).isEqualTo("s-1");
        assertThat(session.getString("owner")).isEqualTo("ann");
        assertThat(session.getString("instance")).isEqualTo("pod-1");
        assertThat(session.getString("state")).isEqualTo("bound");
        assertThat(session.getJsonNumber("epoch").longValue())
                .isEqualTo(held.grant().epoch().value());
        assertThat(session.getInt("callsInProgress")).isZero();
        assertThat(session.getInt("callsServed")).isOne();
        assertThat(session.getString("lastUse")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"s-1", "a/b", "a?b=c#d", "100%", "%2F", "a+b", "~!*'();:@&=$,[]"})
    void endsASessionOfAnyName(String session) throws Exception {
        server.register("pod-1");
        server.call(session);

        var path = "/sessions/" + encoded(session);
        assertThat(server.send(server.request(path).DELETE()).statusCode()).isEqualTo(204);

        Eventually.holds(() -> only("instances").getString("state").equals("free"));
        assertThat(server.send(server.request(path).DELETE()).statusCode()).isEqualTo(404);
    }

    @Test
    void drainsAnInstanceAndTakesThatBack() throws Exception {
        server.register("pod-1");

        var drain = server.request("/instances/pod-1/drain").POST(BodyPublishers.noBody());
        assertThat(server.send(drain).statusCode()).isEqualTo(204);

        assertThat(only("instances").getString("state")).isEqualTo("draining");
        assertThat(server.call("s-1")).isInstanceOf(Refusal.NoAvailableInstances.class);

        var undrain = server.request("/instances/pod-1/undrain").POST(BodyPublishers.noBody());
        assertThat(server.send(undrain).statusCode()).isEqualTo(204);
        assertThat(only("instances").getString("state")).isEqualTo("free");
        assertThat(server.call("s-1")).isInstanceOf(Assignment.Held.class);
    }

    @Test
    void unknownNameIsNotFound() throws Exception {
        var drain = server.request("/instances/pod-1/drain").POST(BodyPublishers.noBody());
        var response = server.send(drain);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(AdminServer.json(response).getString("error")).isEqualTo("no such instance");
        assertThat(server.send(server.request("/sessions/a%00b").DELETE()).statusCode())
                .isEqualTo(404);
        assertThat(server.send(server.request("/nothing")).statusCode()).isEqualTo(404);
    }

    @Test
    void streamsEventsAsTheyHappen() throws Exception {
        try (var events = server.events(server.request("/events"))) {
            assertThat(events.next().type()).isEqualTo("open");

            server.register("pod-1");
            assertThat(events.next())
                    .returns("registered", Events.Event::type)
                    .extracting(event -> event.data().getString("instance"))
                    .isEqualTo("pod-1");
            assertThat(events.next().type()).isEqualTo("freed");

            server.call("s-1");
            assertThat(events.next().type()).isEqualTo("granted");
            assertThat(events.next())
                    .returns("confirmed", Events.Event::type)
                    .extracting(event -> event.data().getString("session"))
                    .isEqualTo("s-1");

            server.call("s-2");
            var refused = events.next();
            assertThat(refused.type()).isEqualTo("refused");
            assertThat(refused.data().getInt("code")).isEqualTo(8);
            assertThat(refused.data().getString("message")).isEqualTo("all instances are busy");
            assertThat(refused.data().getString("reason")).isEqualTo("ALL_INSTANCES_BUSY");
            assertThat(refused.data().getInt("busy")).isOne();

            server.send(server.request("/sessions/s-1").DELETE());
            assertThat(events.next().type()).isEqualTo("ending");
            assertThat(events.next())
                    .returns("ended", Events.Event::type)
                    .extracting(event -> event.data().getString("reason"))
                    .isEqualTo("forced");
        }
    }

    @Test
    void reconnectingClientResumesAfterItsLastEvent() throws Exception {
        String seen;
        try (var events = server.events(server.request("/events"))) {
            events.next();
            server.register("pod-1");
            seen = events.next().id();
        }
        server.register("pod-2");

        try (var events = server.events(server.request("/events").header("Last-Event-ID", seen))) {
            events.next();
            assertThat(events.next().data().getString("instance")).isEqualTo("pod-1");
            assertThat(events.next())
                    .returns("registered", Events.Event::type)
                    .extracting(event -> event.data().getString("instance"))
                    .isEqualTo("pod-2");
        }
    }

    @Test
    void streamThatDoesNotFollowEndsWithTheLatestEvent() throws Exception {
        server.register("pod-1");
        Eventually.holds(() -> server.feed.kept().size() == 2);
        var request = server.request("/events?follow=false").header("Last-Event-ID", "0");

        try (var events = server.events(request)) {
            assertThat(events.next().type()).isEqualTo("open");
            assertThat(events.next().type()).isEqualTo("registered");
            assertThat(events.next().type()).isEqualTo("freed");
            assertThatThrownBy(events::next).isInstanceOf(IOException.class);
        }
    }

    @Test
    void streamsEndWhenTheGatewayStops() throws Exception {
        try (var events = server.events(server.request("/events"))) {
            events.next();

            server.feed.close();

            assertThatThrownBy(events::next).isInstanceOf(IOException.class);
        }
    }

    private void waits(String session) {
        server.cluster
                .sessions()
                .claim(new SessionId(session), new UserName("ann"), Instant.now().plusSeconds(60));
    }

    private JsonObject only(String list) {
        var items = got("/" + list).getJsonArray(list);
        assertThat(items).hasSize(1);
        return items.getJsonObject(0);
    }

    private JsonObject got(String path) {
        try {
            return server.get(path);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private JsonObject why(String session) {
        return got("/why/" + session);
    }
}
