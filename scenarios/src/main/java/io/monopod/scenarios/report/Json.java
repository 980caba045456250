package io.monopod.scenarios.report;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import io.monopod.scenarios.event.CallId;
import io.monopod.scenarios.event.ClientId;
import io.monopod.scenarios.event.Reply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Records of runs as JSON. Times are ISO 8601 in UTC, durations ISO 8601 too (`PT0.0123S`), ids
/// are numbers.
public final class Json {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .addMixIn(ClientId.class, Numbered.class)
                    .addMixIn(CallId.class, Numbered.class)
                    .addMixIn(Reply.class, TypedReply.class)
                    .build();

    private Json() {}

    /// An id that is written as its number.
    private interface Numbered {
        @JsonValue
        Object number();
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Reply.LoggedIn.class, name = "logged-in"),
        @JsonSubTypes.Type(value = Reply.Served.class, name = "served")
    })
    private interface TypedReply {}

    /// Any record on one line.
    public static String line(Record record) {
        try {
            return MAPPER.writeValueAsString(record);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the record cannot be written as JSON", e);
        }
    }

    static void write(RunRecord run, Path file) throws IOException {
        MAPPER.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), run);
    }

    /// Reads a `report.json` back.
    ///
    /// @throws IOException with a message for the user, if it is not a report
    public static RunRecord read(Path file) throws IOException {
        try {
            RunRecord run = MAPPER.readValue(file.toFile(), RunRecord.class);
            if (run == null || !RunRecord.FORMAT.equals(run.format())) {
                throw new IOException(file + " is not a report of the form " + RunRecord.FORMAT);
            }
            return run;
        } catch (JsonProcessingException e) {
            String what = Files.isDirectory(file) ? "a directory" : e.getOriginalMessage();
            throw new IOException(file + " is not a report: " + what, e);
        }
    }
}
