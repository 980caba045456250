package io.monopod.scenarios.admin;

import java.util.Optional;

/// Puts the lines of a stream of server-sent events (WHATWG HTML, section 9.2) together, as far as
/// the admin API uses that form.
final class EventParser {
    private String id = "";
    private String type = "";
    private String data = "";

    /// @return the event that an empty line completes
    Optional<AdminEvent> line(String line) {
        if (line.startsWith("id: ")) {
            id = line.substring("id: ".length());
        } else if (line.startsWith("event: ")) {
            type = line.substring("event: ".length());
        } else if (line.startsWith("data: ")) {
            data = line.substring("data: ".length());
        } else if (line.isEmpty() && !type.isEmpty()) {
            var event = new AdminEvent(id, type, data);
            id = "";
            type = "";
            data = "";
            return Optional.of(event);
        }
        return Optional.empty();
    }
}
