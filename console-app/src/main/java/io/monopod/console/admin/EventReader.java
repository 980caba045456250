package io.monopod.console.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
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
        try {
            return EventJson.read(type, JSON.readTree(data.toString()));
        } catch (JsonProcessingException e) {
            throw new IOException("an event of the gateway is not JSON: " + data, e);
        }
    }
}
