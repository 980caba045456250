package io.monopod.console.admin;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads the answers of the admin API.
final class AdminJson {
    private AdminJson() {}

    static GatewaysReport gateways(JsonNode json) {
        List<GatewaysReport.Entry> all = new ArrayList<>();
        for (JsonNode entry : json.path("gateways")) {
            all.add(
                    new GatewaysReport.Entry(
                            entry.path("id").asText(),
                            entry.path("control").asText(),
                            entry.path("leads").asBoolean()));
        }
        return new GatewaysReport(
                json.path("self").asText(),
                json.path("term").asLong(),
                !json.path("store").asText().equals("away"),
                all);
    }

    static InstanceReport instance(JsonNode json) throws IOException {
        String state = json.path("state").asText();
        try {
            return new InstanceReport(
                    json.path("id").asText(),
                    InstanceReport.State.valueOf(state.toUpperCase(Locale.ROOT)),
                    text(json.path("session")),
                    Instant.parse(json.path("since").asText()),
                    json.path("callsServed").asLong(),
                    json.path("detail").asText(""),
                    json.path("address").asText(""),
                    time(json.path("leaseUntil")));
        } catch (RuntimeException e) {
            throw new IOException("not an instance of the admin API: " + json, e);
        }
    }

    static SessionReport session(JsonNode json) throws IOException {
        try {
            return new SessionReport(
                    json.path("session").asText(),
                    json.path("owner").asText(""),
                    json.path("instance").asText(),
                    json.path("state").asText(),
                    Instant.parse(json.path("since").asText()),
                    time(json.path("lastUse")),
                    json.path("callsInProgress").asInt(),
                    json.path("callsServed").asLong());
        } catch (RuntimeException e) {
            throw new IOException("not a session of the admin API: " + json, e);
        }
    }

    private static @Nullable String text(JsonNode json) {
        return json.asText("").isEmpty() ? null : json.asText();
    }

    private static @Nullable Instant time(JsonNode json) {
        String text = text(json);
        return text == null ? null : Instant.parse(text);
    }

    static RoomReport room(JsonNode json) throws IOException {
        int places = 0;
        for (JsonNode room : json.path("rooms")) {
            places += room.path("places").asInt();
        }
        List<Waiter> waiters = new ArrayList<>();
        for (JsonNode waiter : json.path("queue")) {
            waiters.add(waiter(waiter));
        }
        return new RoomReport(places, waiters);
    }

    private static Waiter waiter(JsonNode json) throws IOException {
        try {
            return new Waiter(
                    json.path("session").asText(),
                    json.path("owner").asText(),
                    json.path("position").asInt(),
                    Instant.parse(json.path("since").asText()),
                    Duration.ofMillis(json.path("expectedMillis").asLong()));
        } catch (RuntimeException e) {
            throw new IOException("not a waiter of the admin API: " + json, e);
        }
    }

    static WhyReport why(JsonNode json) throws IOException {
        List<WhyReport.InCluster> clusters = new ArrayList<>();
        for (JsonNode cluster : json.path("clusters")) {
            clusters.add(cluster(cluster));
        }
        List<GatewayEvent> events = new ArrayList<>();
        for (JsonNode event : json.path("events")) {
            events.add(EventJson.read(event.path("type").asText(), event));
        }
        return new WhyReport(json.path("session").asText(), clusters, events);
    }

    private static WhyReport.InCluster cluster(JsonNode json) throws IOException {
        List<WhyReport.Choice> preference = new ArrayList<>();
        for (JsonNode choice : json.path("preference")) {
            preference.add(
                    new WhyReport.Choice(
                            choice.path("instance").asText(), choice.path("says").asText()));
        }
        JsonNode queue = json.path("queue");
        return new WhyReport.InCluster(
                json.path("cluster").asText(),
                preference,
                queue.isMissingNode() ? null : waiter(queue));
    }
}
