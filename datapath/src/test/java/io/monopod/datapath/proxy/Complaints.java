package io.monopod.datapath.proxy;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Collects exceptions that no caller sees: uncaught on the gateway's threads, or only logged.
final class Complaints extends Handler {
    private static final AtomicReference<@Nullable Throwable> FIRST = new AtomicReference<>();
    private static final Complaints ALL = new Complaints();

    private Complaints() {}

    /// Starts to collect. What came before is another test's: a server that it stops while somebody
    /// connects has Helidon log a rejected task, for example.
    static void listen() {
        Logger.getLogger("").addHandler(ALL);
        Thread.setDefaultUncaughtExceptionHandler((_, e) -> FIRST.compareAndSet(null, e));
        FIRST.set(null);
    }

    static void stop() {
        Logger.getLogger("").removeHandler(ALL);
        Thread.setDefaultUncaughtExceptionHandler(null);
    }

    /// @throws AssertionError if there was one since the last call
    static void none() {
        var complaint = FIRST.getAndSet(null);
        if (complaint != null) {
            throw new AssertionError("unexpected exception", complaint);
        }
    }

    /// Counts only bugs: the gateway logs faults of peers without an exception or at a lower level.
    /// Log records of grpc-java, which plays the instance, are ignored.
    @Override
    public void publish(LogRecord entry) {
        var thrown = entry.getThrown();
        var logger = entry.getLoggerName();
        boolean ours = logger == null || !logger.startsWith("io.grpc.");
        boolean bug = thrown instanceof RuntimeException || thrown instanceof Error;
        if (ours && bug && entry.getLevel().intValue() >= Level.WARNING.intValue()) {
            FIRST.compareAndSet(null, thrown);
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
