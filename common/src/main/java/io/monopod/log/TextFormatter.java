package io.monopod.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/// One line per record: time (UTC, milliseconds), level, last part of the logger's name, message.
final class TextFormatter extends Formatter {
    static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    @Override
    public String format(LogRecord entry) {
        var line = new StringBuilder(160);
        TIME.formatTo(entry.getInstant(), line);
        line.append(' ').append(level(entry.getLevel()));
        line.append(' ').append(shortName(entry)).append(": ");
        line.append(formatMessage(entry)).append('\n');
        if (entry.getThrown() != null) {
            line.append(stackTrace(entry.getThrown()));
        }
        return line.toString();
    }

    private static String level(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (level.intValue() >= Level.WARNING.intValue()) {
            return "WARN ";
        }
        return level.intValue() >= Level.INFO.intValue() ? "INFO " : "DEBUG";
    }

    private static String shortName(LogRecord entry) {
        var name = entry.getLoggerName() == null ? "" : entry.getLoggerName();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    static String stackTrace(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
