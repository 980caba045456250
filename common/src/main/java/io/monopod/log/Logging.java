package io.monopod.log;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Sets up `java.util.logging`, which `System.Logger` and Helidon write to.
public final class Logging {
    /// Libraries log at this level and above only, whatever level is configured: their details do
    /// not help the readers of this log.
    private static final Level OTHERS = Level.WARNING;

    /// The capacity of the queue.
    private static final int QUEUE_BYTES = 1 << 20;

    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private static final String OURS = "io.monopod";
    private static final String LISTENER = "io.helidon.webserver.ServerListener";

    static {
        // The JDK reads this once, when the first logger is created.
        System.setProperty("java.util.logging.manager", LastingLogManager.class.getName());
    }

    /// A strong reference: the log manager holds loggers weakly, and a collected logger loses its
    /// level.
    private static final Logger OUR_LOGGER = Logger.getLogger(OURS);

    private Logging() {}

    /// Replaces the current setup. Called once, at the start of a program.
    public static void configure(LogConfig config) {
        var root = Logger.getLogger("");
        for (var before : root.getHandlers()) {
            root.removeHandler(before);
        }
        var handler = new QueuedHandler(System.err, formatter(config.format()), QUEUE_BYTES);
        handler.setLevel(Level.ALL);
        handler.setFilter(Logging::isNews);
        root.addHandler(handler);
        root.setLevel(OTHERS);
        OUR_LOGGER.setLevel(level(config.level()));
        Runtime.getRuntime().addShutdownHook(new Thread(Logging::finish, "last of the log"));
    }

    /// Waits, for a bounded time, until the queued lines are written. A shutdown hook calls this; a
    /// program that halts calls it first.
    public static void finish() {
        for (var handler : Logger.getLogger("").getHandlers()) {
            if (handler instanceof QueuedHandler queued) {
                finish(queued);
            }
        }
    }

    private static void finish(QueuedHandler queued) {
        try {
            queued.awaitWritten(LAST_WORDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// False for a connection that arrives while a server stops: closing it is correct, but Helidon
    /// logs it as an error with a stack trace.
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
