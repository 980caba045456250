package io.monopod.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.LogRecord;

@Timeout(30)
class QueuedHandlerTest {
    private static final Duration ENOUGH = Duration.ofSeconds(20);

    /// A standard error whose reader is stopped until it is resumed.
    private static final class Stuck extends OutputStream {
        final CountDownLatch reached = new CountDownLatch(1);
        final CountDownLatch goesOn = new CountDownLatch(1);
        final ByteArrayOutputStream written = new ByteArrayOutputStream();

        @Override
        public void write(int value) {
            throw new AssertionError("a line at a time");
        }

        @Override
        public void write(byte[] line, int from, int length) {
            reached.countDown();
            try {
                goesOn.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            written.write(line, from, length);
        }
    }

    @Test
    void loggingDoesNotBlockOnStuckReaderAndCountsDrops() throws Exception {
        var stuck = new Stuck();
        var handler = new QueuedHandler(stuck, new TextFormatter(), 10_000);

        handler.publish(entry("first"));
        stuck.reached.await();
        for (int i = 0; i < 1_000; i++) {
            handler.publish(entry("x".repeat(1_000)));
        }
        stuck.goesOn.countDown();
        handler.awaitWritten(ENOUGH);

        var lines = stuck.written.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines.getFirst()).endsWith("first");
        assertThat(lines).hasSize(1 + 9 + 1);
        assertThat(lines.getLast()).endsWith("log entries dropped count=991");
    }

    @Test
    void finishTimesOutOnStuckReader() throws Exception {
        var stuck = new Stuck();
        var handler = new QueuedHandler(stuck, new TextFormatter(), 10_000);
        handler.publish(entry("first"));
        stuck.reached.await();

        handler.awaitWritten(Duration.ofMillis(1));

        assertThat(stuck.written.size()).isZero();
        stuck.goesOn.countDown();
        handler.awaitWritten(ENOUGH);
        assertThat(stuck.written.size()).isPositive();
    }

    private static LogRecord entry(String message) {
        var entry = new LogRecord(Level.INFO, message);
        entry.setLoggerName("io.monopod.Test");
        return entry;
    }
}
