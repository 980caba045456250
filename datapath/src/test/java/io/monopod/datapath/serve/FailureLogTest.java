package io.monopod.datapath.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.datapath.Eventually;
import io.monopod.datapath.http2.frame.RawFrame;
import io.monopod.datapath.http2.header.HeaderList;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/// Malformed messages do not fill the log.
@Timeout(60)
class FailureLogTest {
    private static final int LOOP = 50;
    private static final byte[] NO_MESSAGE = {0, 0, 0, 0, 3, -1, -1, -1};
    private static final byte[] TOO_LONG = {0, -1, -1, -1, -1};

    private final AtomicLong nanos = new AtomicLong();
    @AutoClose private final Lines log = new Lines();
    @AutoClose private final Hosts hosts = new Hosts(nanos::get, new EchoingService());

    FailureLogTest() throws IOException {}

    @Test
    void malformedMessagesAreLoggedOncePerSecondWithACount() throws IOException {
        for (int i = 0; i < LOOP; i++) {
            assertThat(login(NO_MESSAGE).first("grpc-message")).isEqualTo("malformed message");
        }
        assertThat(log.texts).hasSize(1);

        nanos.addAndGet(Duration.ofMillis(999).toNanos());
        login(NO_MESSAGE);
        assertThat(log.texts).hasSize(1);

        nanos.addAndGet(Duration.ofMillis(1).toNanos());
        login(NO_MESSAGE);
        assertThat(log.texts).hasSize(2);
        assertThat(log.texts.getFirst()).matches(line("malformed message", 1));
        assertThat(log.texts.getLast()).matches(line("malformed message", LOOP + 1));
        assertThat(log.thrown).isEmpty();
    }

    @Test
    void eachKindOfFaultHasItsOwnLine() throws IOException, InterruptedException {
        for (int i = 0; i < LOOP; i++) {
            login(NO_MESSAGE);
            login(TOO_LONG);
        }

        // This line is logged after the client got its answer.
        Eventually.holds(() -> log.texts.size() >= 2);
        assertThat(log.texts)
                .satisfiesExactly(
                        first -> assertThat(first).matches(line("malformed message", 1)),
                        second ->
                                assertThat(second)
                                        .matches(
                                                line("a message may have at most 65536 bytes", 1)));
        assertThat(log.thrown).isEmpty();
    }

    private HeaderList login(byte[] body) throws IOException {
        int call = hosts.open(Hosts.path("Login"));
        hosts.client.send(RawFrame.lastData(call, body));
        return hosts.awaitTrailers(call);
    }

    private static String line(String reason, int count) {
        return "call refused method=my_service.MyServiceAPI/Login remote=\\S+ reason=\"%s\" count=%d"
                .formatted(reason, count);
    }

    /// Collects the log lines about calls.
    private static final class Lines extends Handler implements AutoCloseable {
        private static final Logger LOGGER = Logger.getLogger(FailureLog.class.getName());

        final List<String> texts = new CopyOnWriteArrayList<>();
        final List<Throwable> thrown = new CopyOnWriteArrayList<>();

        Lines() {
            LOGGER.addHandler(this);
        }

        @Override
        public void publish(LogRecord line) {
            texts.add(new SimpleFormatter().formatMessage(line));
            if (line.getThrown() != null) {
                thrown.add(line.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            LOGGER.removeHandler(this);
        }
    }
}
