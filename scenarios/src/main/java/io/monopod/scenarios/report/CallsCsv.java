package io.monopod.scenarios.report;

import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.Call;
import io.monopod.scenarios.event.Exchange;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Calls as CSV (RFC 4180): a header line, then one line per call.
final class CallsCsv {
    private static final List<String> HEADER =
            List.of(
                    "scenario",
                    "call",
                    "client",
                    "to",
                    "method",
                    "session",
                    "attempt",
                    "started_at",
                    "latency_ms",
                    "first_message_ms",
                    "messages",
                    "code",
                    "code_number",
                    "message",
                    "reason",
                    "pushback_ms",
                    "pod",
                    "trailers_only");

    private CallsCsv() {}

    static void write(List<RunRecord> runs, Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            line(out, HEADER.stream());
            for (RunRecord run : runs) {
                for (Exchange exchange : run.calls()) {
                    line(out, fields(run.run().scenario(), exchange));
                }
            }
        }
    }

    private static Stream<String> fields(String scenario, Exchange exchange) {
        Call call = exchange.call();
        Answer answer = exchange.answer();
        return Stream.of(
                scenario,
                Long.toString(call.id().number()),
                call.client().toString(),
                call.to(),
                call.method(),
                text(call.session()),
                Integer.toString(call.attempt()),
                call.startedAt().toString(),
                millis(answer.latency()),
                millis(answer.firstMessage()),
                Integer.toString(answer.messages()),
                answer.code().name(),
                Integer.toString(answer.code().number()),
                answer.message(),
                text(answer.reason()),
                text(answer.retry().pushbackMillis()),
                text(answer.pod()),
                Boolean.toString(answer.trailersOnly()));
    }

    private static void line(Writer out, Stream<String> fields) throws IOException {
        out.write(fields.map(CallsCsv::quoted).collect(Collectors.joining(",")));
        out.write("\r\n");
    }

    private static String quoted(String field) {
        boolean plain =
                field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static String millis(@Nullable Duration duration) {
        return duration == null ? "" : String.format(Locale.ROOT, "%.3f", duration.toNanos() / 1e6);
    }
}
