package io.monopod.gateway.proxy;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Exceptions that no caller sees: on threads of the gateway's, or only logged.
final class Complaints extends Handler {
    private static final AtomicReference<@Nullable Throwable> FIRST = new AtomicReference<>();

    private Complaints() {}

    static void listen() {
        var root = Logger.getLogger("");
        for (var handler : root.getHandlers()) {
            if (handler instanceof Complaints) {
                return;
            }
        }
        root.addHandler(new Complaints());
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> FIRST.compareAndSet(null, e));
    }

    /// @throws AssertionError if there was one since the last time
    static void none() {
        var complaint = FIRST.getAndSet(null);
        if (complaint != null) {
            throw new AssertionError("an exception that nobody expected", complaint);
        }
    }

    /// What the gateway expects of peers, it logs as what it is, or on a lower level. What gRPC's
    /// own server says as an instance is not about the gateway.
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
