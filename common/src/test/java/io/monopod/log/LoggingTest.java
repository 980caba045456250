package io.monopod.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Level;
import java.util.logging.LogRecord;

class LoggingTest {
    private final LogRecord entry = new LogRecord(Level.SEVERE, "Executor rejected handler");

    @Test
    void connectionToStoppingServerIsNotLogged() {
        entry.setLoggerName("io.helidon.webserver.ServerListener");
        entry.setThrown(new RejectedExecutionException());

        assertThat(Logging.isNews(entry)).isFalse();
    }

    @Test
    void otherServerErrorsAreLogged() {
        entry.setLoggerName("io.helidon.webserver.ServerListener");
        entry.setThrown(new IOException());

        assertThat(Logging.isNews(entry)).isTrue();
    }

    @Test
    void rejectionByOtherLoggersIsLogged() {
        entry.setLoggerName("io.monopod.gateway.Gateway");
        entry.setThrown(new RejectedExecutionException());

        assertThat(Logging.isNews(entry)).isTrue();
    }
}
