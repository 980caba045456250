package io.monopod.log;

import jakarta.json.Json;

import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;

/// One JSON object per line: `time`, `level`, `logger`, `message`, a member for each `key=value`
/// pair of the message, and `exception` with the stack trace if there is one.
final class JsonFormatter extends Formatter {
    private static final Pattern PAIR = Pattern.compile(" ([a-z][a-zA-Z-]*)=(\\S*)");

    @Override
    public String format(LogRecord entry) {
        var text = formatMessage(entry);
        var pairs = PAIR.matcher(text);
        var object =
                Json.createObjectBuilder()
                        .add("time", TextFormatter.TIME.format(entry.getInstant()))
                        .add("level", entry.getLevel().getName())
                        .add("logger", entry.getLoggerName() == null ? "" : entry.getLoggerName())
                        .add("message", PAIR.matcher(text).replaceAll(""));
        while (pairs.find()) {
            object.add(pairs.group(1), pairs.group(2));
        }
        if (entry.getThrown() != null) {
            object.add("exception", TextFormatter.stackTrace(entry.getThrown()));
        }
        return object.build() + "\n";
    }
}
