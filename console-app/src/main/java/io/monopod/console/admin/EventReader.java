package io.monopod.console.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// Reads server-sent events (WHATWG HTML, section 9.2) line by line. For one thread.
final class EventReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TYPE = "event:";
    private static final String DATA = "data:";

    private String type = "";
    private final StringBuilder data = new StringBuilder();

    /// @return the event that this line completes
    Optional<GatewayEvent> line(String line) throws IOException {
        if (line.isEmpty()) {
            Optional<GatewayEvent> event = type.isEmpty() ? Optional.empty() : Optional.of(event());
            type = "";
            data.setLength(0);
            return event;
        }
        if (line.startsWith(TYPE)) {
            type = line.substring(TYPE.length()).strip();
        } else if (line.startsWith(DATA)) {
            data.append(line.substring(DATA.length()).strip());
        }
        return Optional.empty();
    }

    private GatewayEvent event() throws IOException {
        return switch (type) {
            case "open" -> new GatewayEvent.Open();
            case "registered" -> new GatewayEvent.Registered(at(), text("instance"));
            case "draining" -> new GatewayEvent.Draining(at(), text("instance"));
            case "quarantined" ->
                    new GatewayEvent.Quarantined(at(), text("instance"), text("reason"));
            case "lost" -> new GatewayEvent.Lost(at(), text("instance"), text("reason"));
            case "confirmed" -> new GatewayEvent.Confirmed(at(), text("session"), text("instance"));
            case "ended" ->
                    new GatewayEvent.Ended(at(), text("session"), text("instance"), text("reason"));
            case "refused" ->
                    new GatewayEvent.Refused(
                            at(), text("session"), json().path("code").asInt(), text("message"));
            default -> new GatewayEvent.Changed();
        };
    }

    private String text(String member) throws IOException {
        return json().path(member).asText("");
    }

    private Instant at() throws IOException {
        try {
            return Instant.parse(text("at"));
        } catch (DateTimeParseException e) {
            throw new IOException("an event of the gateway has no time: " + data, e);
        }
    }

    private JsonNode json() throws IOException {
        try {
            return JSON.readTree(data.toString());
        } catch (JsonProcessingException e) {
            throw new IOException("an event of the gateway is no JSON: " + data, e);
        }
    }
}
