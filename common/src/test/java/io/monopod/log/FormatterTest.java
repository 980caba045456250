package io.monopod.log;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;

import org.junit.jupiter.api.Test;

import java.io.StringReader;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;

class FormatterTest {
    @Test
    void textHasTimeLevelLoggerAndMessage() {
        var line = new TextFormatter().format(entry("instance lost instance={0}", "a-1"));

        assertThat(line)
                .isEqualTo(
                        "2026-11-23T08:00:00.007Z WARN  EventDispatcher: instance lost instance=a-1\n");
    }

    @Test
    void textEndsWithTheStackTrace() {
        var entry = entry("it failed");
        entry.setThrown(new IllegalStateException("why"));

        assertThat(new TextFormatter().format(entry).lines())
                .hasSizeGreaterThan(2)
                .element(1)
                .isEqualTo("java.lang.IllegalStateException: why");
    }

    @Test
    void jsonHasKeysAsMembers() {
        var line =
                new JsonFormatter()
                        .format(entry("session ended session={0} reason={1}", "s\"1", "idle"));

        assertThat(line).endsWith("}\n").hasLineCount(1);
        try (var reader = Json.createReader(new StringReader(line))) {
            assertThat(reader.readObject())
                    .isEqualTo(
                            Json.createObjectBuilder()
                                    .add("time", "2026-11-23T08:00:00.007Z")
                                    .add("level", "WARNING")
                                    .add("logger", "io.monopod.gateway.registry.EventDispatcher")
                                    .add("message", "session ended")
                                    .add("session", "s\"1")
                                    .add("reason", "idle")
                                    .build());
        }
    }

    private static LogRecord entry(String message, Object... parameters) {
        var entry = new LogRecord(Level.WARNING, message);
        entry.setParameters(parameters);
        entry.setLoggerName("io.monopod.gateway.registry.EventDispatcher");
        entry.setInstant(Instant.parse("2026-11-23T08:00:00.007Z"));
        return entry;
    }
}
