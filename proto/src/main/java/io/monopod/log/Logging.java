package io.monopod.log;

import java.util.concurrent.RejectedExecutionException;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Sets up `java.util.logging`, which `System.Logger` and Helidon write to.
public final class Logging {
    /// Libraries tell at this level and above only, whatever is configured: what they do step by
    /// step is not for the readers of this log.
    private static final Level OTHERS = Level.WARNING;

    private static final String OURS = "io.monopod";
    private static final String LISTENER = "io.helidon.webserver.ServerListener";

    static {
        // Read once, when the first logger is asked for.
        System.setProperty("java.util.logging.manager", LastingLogManager.class.getName());
    }

    /// Kept here because the log manager holds loggers weakly, and with a logger its level would
    /// go.
    private static final Logger OUR_LOGGER = Logger.getLogger(OURS);

    private Logging() {}

    /// Replaces whatever is set up. Called once, at the start of a program.
    public static void configure(LogConfig config) {
        var root = Logger.getLogger("");
        for (var before : root.getHandlers()) {
            root.removeHandler(before);
        }
        var handler = new ConsoleHandler();
        handler.setFormatter(formatter(config.format()));
        handler.setLevel(Level.ALL);
        handler.setFilter(Logging::isNews);
        root.addHandler(handler);
        root.setLevel(OTHERS);
        OUR_LOGGER.setLevel(level(config.level()));
    }

    /// Whether somebody should read it. A connection that comes while a server stops is closed, as
    /// it should be; Helidon tells of that as an error, with a stack trace.
    static boolean isNews(LogRecord entry) {
        return !(LISTENER.equals(entry.getLoggerName())
                && entry.getThrown() instanceof RejectedExecutionException);
    }

    private static Formatter formatter(LogConfig.Format format) {
        return switch (format) {
            case TEXT -> new TextFormatter();
            case JSON -> new JsonFormatter();
        };
    }

    private static Level level(LogConfig.Level level) {
        return switch (level) {
            case ERROR -> Level.SEVERE;
            case WARNING -> Level.WARNING;
            case INFO -> Level.INFO;
            case DEBUG -> Level.FINE;
        };
    }
}
