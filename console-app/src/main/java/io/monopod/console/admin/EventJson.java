package io.monopod.console.admin;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/// Reads one event of the admin API. For one thread.
final class EventJson {
    private final String type;
    private final JsonNode json;

    private EventJson(String type, JsonNode json) {
        this.type = type;
        this.json = json;
    }

    /// @param type the event's name in the stream; outside a stream, its member `type`
    static GatewayEvent read(String type, JsonNode json) throws IOException {
        return new EventJson(type, json).event();
    }

    private GatewayEvent event() throws IOException {
        return switch (type) {
            case "open" -> new GatewayEvent.Open();
            case "registered" -> new GatewayEvent.Registered(at(), pod());
            case "draining" -> new GatewayEvent.Draining(at(), pod());
            case "quarantined" -> new GatewayEvent.Quarantined(at(), pod(), reason());
            case "lost" -> new GatewayEvent.Lost(at(), pod(), reason());
            case "granted" -> new GatewayEvent.Granted(at(), session(), pod());
            case "confirmed" -> new GatewayEvent.Confirmed(at(), session(), pod());
            case "released" -> new GatewayEvent.Released(at(), session(), pod());
            case "found" -> new GatewayEvent.Found(at(), session(), pod());
            case "ending" -> new GatewayEvent.Ending(at(), session(), pod(), reason());
            case "ended" ->
                    new GatewayEvent.Ended(at(), session(), pod(), reason(), millis("heldMillis"));
            case "replayed" ->
                    new GatewayEvent.Replayed(at(), session(), text("from"), text("to"), reason());
            case "waiting" -> new GatewayEvent.Waiting(at(), session(), number("position"));
            case "left-queue" ->
                    new GatewayEvent.LeftQueue(at(), session(), millis("waitedMillis"));
            case "refused" ->
                    new GatewayEvent.Refused(
                            at(), session(), number("code"), text("message"), reason());
            default -> new GatewayEvent.Changed();
        };
    }

    private String pod() {
        return text("instance");
    }

    private String session() {
        return text("session");
    }

    private String reason() {
        return text("reason");
    }

    private String text(String member) {
        return json.path(member).asText("");
    }

    private int number(String member) {
        return json.path(member).asInt();
    }

    private Duration millis(String member) {
        return Duration.ofMillis(json.path(member).asLong());
    }

    private Instant at() throws IOException {
        try {
            return Instant.parse(text("at"));
        } catch (DateTimeParseException e) {
            throw new IOException("an event of the gateway has no time: " + json, e);
        }
    }
}
