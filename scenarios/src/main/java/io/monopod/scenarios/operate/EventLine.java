package io.monopod.scenarios.operate;

import com.fasterxml.jackson.databind.JsonNode;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;

/// An event on one line: time, type, session, instance, and the rest as `name=value`, the message
/// of a refusal last, because it has spaces.
final class EventLine {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static final String MESSAGE = "message";

    private static final Set<String> SHOWN_APART =
            Set.of("id", "at", "type", "session", "instance", MESSAGE);

    private EventLine() {}

    static String of(JsonNode event) {
        var line =
                new StringBuilder(
                        "%s  %-11s  %-12s  %-20s"
                                .formatted(
                                        TIME.format(Instant.parse(Tables.text(event, "at"))),
                                        Tables.text(event, "type"),
                                        word(event, "session"),
                                        word(event, "instance")));
        event.properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> !SHOWN_APART.contains(name))
                .forEach(name -> line.append("  " + name + "=" + word(event, name)));
        if (event.has(MESSAGE)) {
            line.append("  message=").append(Words.visible(Tables.text(event, MESSAGE), true));
        }
        return line.toString();
    }

    private static String word(JsonNode event, String member) {
        var text = Tables.text(event, member);
        return text.isEmpty() ? "-" : Words.visible(text, false);
    }
}
