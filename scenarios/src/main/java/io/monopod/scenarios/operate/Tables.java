package io.monopod.scenarios.operate;

import com.fasterxml.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;

/// The tables of the admin API, for people.
final class Tables {
    private Tables() {}

    static Table sessions(JsonNode json, Instant now) {
        var table =
                new Table(
                        "SESSION",
                        "OWNER",
                        "CLUSTER",
                        "INSTANCE",
                        "STATE",
                        "AGE",
                        "IDLE",
                        "CALLS",
                        "SERVED");
        for (var session : json.path("sessions")) {
            table.row(
                    text(session, "session"),
                    text(session, "owner"),
                    text(session, "cluster"),
                    text(session, "instance"),
                    text(session, "state"),
                    Words.age(text(session, "since"), now),
                    idle(session, now),
                    text(session, "callsInProgress"),
                    text(session, "callsServed"));
        }
        return table;
    }

    static Table instances(JsonNode json, Instant now) {
        var table =
                new Table(
                        "INSTANCE",
                        "CLUSTER",
                        "ADDRESS",
                        "STATE",
                        "AGE",
                        "SESSION",
                        "OWNER",
                        "IDLE",
                        "CALLS",
                        "DETAIL");
        for (var instance : json.path("instances")) {
            table.row(
                    text(instance, "id"),
                    text(instance, "cluster"),
                    text(instance, "address"),
                    text(instance, "state"),
                    Words.age(text(instance, "since"), now),
                    text(instance, "session"),
                    text(instance, "owner"),
                    idle(instance, now),
                    text(instance, "callsInProgress"),
                    text(instance, "detail"));
        }
        return table;
    }

    /// A session with a call is not idle.
    private static String idle(JsonNode hold, Instant now) {
        return hold.path("callsInProgress").asInt() > 0
                ? "0s"
                : Words.age(text(hold, "lastUse"), now);
    }

    static Table queue(JsonNode json, Instant now) {
        var table = new Table("POSITION", "SESSION", "OWNER", "CLUSTER", "WAITS", "EXPECTED");
        for (var place : json.path("queue")) {
            table.row(
                    text(place, "position"),
                    text(place, "session"),
                    text(place, "owner"),
                    text(place, "cluster"),
                    Words.age(text(place, "since"), now),
                    Words.time(Duration.ofMillis(place.path("expectedMillis").asLong())));
        }
        return table;
    }

    static Table clusters(JsonNode json) {
        var table =
                new Table(
                        "CLUSTER",
                        "INSTANCES",
                        "FREE",
                        "RESERVED",
                        "BOUND",
                        "DRAINING",
                        "QUARANTINED",
                        "WAITING",
                        "WANTED");
        for (var cluster : json.path("clusters")) {
            table.row(
                    text(cluster, "name"),
                    text(cluster, "registered"),
                    text(cluster, "free"),
                    text(cluster, "reserved"),
                    text(cluster, "bound"),
                    text(cluster, "draining"),
                    text(cluster, "quarantined"),
                    text(cluster, "waiting"),
                    text(cluster, "wanted"));
        }
        return table;
    }

    static String text(JsonNode json, String member) {
        return json.path(member).asText("");
    }
}
