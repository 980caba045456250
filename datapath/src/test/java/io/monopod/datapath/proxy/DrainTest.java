package io.monopod.datapath.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.datapath.Eventually;
import io.monopod.datapath.downstream.Gateway;
import io.monopod.datapath.http2.frame.ErrorCode;
import io.monopod.datapath.http2.frame.RawConnection;
import io.monopod.datapath.http2.frame.RawFrame;
import io.monopod.datapath.http2.header.HeaderList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

@Timeout(60)
class DrainTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private Instance instance;
    private Gateway gateway;

    @BeforeEach
    void start() throws IOException {
        instance = new Instance();
        gateway = new Gateway(Decisions.forwardTo(instance.target()));
    }

    @AfterEach
    void stop() {
        gateway.close();
        instance.close();
    }

    @Test
    void drainWithoutCallsEndsAtOnce() throws Exception {
        try (var client = RawConnection.client(gateway.port())) {
            var drained = start(() -> gateway.path.drain(LONG, () -> {}));

            var ping = client.await(RawFrame.PING);
            client.send(ping.with(RawFrame.ACK));

            client.awaitEnd();
            assertThat(drained.get()).isTrue();
        }
    }

    @Test
    void openCallsCompleteDuringDrain() throws Exception {
        try (var client = RawConnection.client(gateway.port())) {
            client.send(RawFrame.headers(1, Requests.to("Chat")));
            var drained = start(() -> gateway.path.drain(LONG, () -> {}));

            assertThat(client.await(RawFrame.GOAWAY).number()).isEqualTo(Integer.MAX_VALUE);
            // This stream crossed the GOAWAY in flight: it is still accepted.
            client.send(RawFrame.headers(3, Requests.unary()));
            client.send(RawFrame.lastData(3, Requests.message("late")));
            client.send(client.await(RawFrame.PING).with(RawFrame.ACK));
            assertThat(client.await(RawFrame.GOAWAY).number()).isEqualTo(3);
            assertThat(client.await(RawFrame.DATA).streamId()).isEqualTo(3);
            client.send(RawFrame.lastData(1));

            client.awaitEnd();
            assertThat(drained.get()).isTrue();
        }
    }

    @Test
    void streamsAboveGoAwayAreIgnored() throws Exception {
        try (var client = RawConnection.client(gateway.port())) {
            client.send(RawFrame.headers(1, Requests.to("Chat")));
            var drained = start(() -> gateway.path.drain(LONG, () -> {}));
            client.send(client.await(RawFrame.PING).with(RawFrame.ACK));
            client.await(RawFrame.GOAWAY);

            client.send(RawFrame.headers(3, Requests.unary()));
            client.send(RawFrame.lastData(3, Requests.message("too late")));
            client.send(RawFrame.headers(5, Requests.unary()));
            client.send(RawFrame.lastHeaders(5, HeaderList.of("also", "too late")));
            client.send(RawFrame.lastData(1));

            for (var frame = client.next(); frame != null; frame = client.next()) {
                assertThat(frame.streamId()).isNotIn(3, 5);
                assertThat(frame.type()).as(frame.toString()).isNotEqualTo(RawFrame.GOAWAY);
            }
            assertThat(drained.get()).isTrue();
        }
    }

    @Test
    void whoIsTurnedAwayIsToldNothing() throws Exception {
        gateway.path.turnAway();

        try (var client = RawConnection.to(gateway.port())) {
            client.send(RawConnection.PREFACE);
            assertThat(client.next()).isNull();
        }
    }

    /// Nothing would time it out any more.
    @Test
    void connectionThatComesAfterTheCloseIsClosed() throws Exception {
        gateway.path.close();

        try (var client = RawConnection.to(gateway.port())) {
            assertThat(client.next()).isNull();
        }
    }

    @Test
    void openCallsAreCutOffAfterTheDrainLimit() throws Exception {
        try (var client = RawConnection.client(gateway.port())) {
            client.send(RawFrame.headers(1, Requests.to("Chat")));
            var drained = start(() -> gateway.path.drain(Duration.ofMillis(200), () -> {}));

            assertThat(client.await(RawFrame.GOAWAY).errorCode()).isEqualTo(ErrorCode.NO_ERROR);
            client.awaitEnd();
            assertThat(drained.get()).isFalse();
        }
    }

    @Test
    void cutOffCallsGetAStatus() throws Exception {
        try (var client = RawConnection.client(gateway.port())) {
            client.send(RawFrame.headers(1, Requests.to("Chat")));
            client.send(RawFrame.data(1, Requests.message("hello")));
            client.await(RawFrame.DATA);
            client.send(RawFrame.headers(3, Requests.to("Stuck")));

            var drained = start(() -> gateway.path.drain(Duration.ofMillis(200), () -> {}));

            var answered = new HashSet<Integer>();
            for (int i = 0; i < 2; i++) {
                var end = client.await(frame -> frame.has(RawFrame.END_STREAM));
                var trailers = client.decode(end.payload());
                assertThat(trailers.first("grpc-status")).isEqualTo("14");
                assertThat(trailers.first("grpc-message")).isEqualTo("service unavailable");
                answered.add(end.streamId());
            }
            assertThat(answered).containsExactlyInAnyOrder(1, 3);
            client.awaitEnd();
            assertThat(drained.get()).isFalse();
        }
    }

    @Test
    void clientThatReadsNothingDoesNotBlockClose() throws Exception {
        try (var client = RawConnection.to(gateway.port(), 4096)) {
            client.greet(4, Integer.MAX_VALUE);
            client.send(RawFrame.windowUpdate(0, Integer.MAX_VALUE - 65_535));
            client.send(
                    RawFrame.headers(1, Requests.to("Repeat")),
                    RawFrame.lastData(1, Requests.message("20000" + " ".repeat(1000))));
            awaitStuckWrite();

            var closed =
                    start(
                            () -> {
                                gateway.path.close();
                                return true;
                            });

            assertThat(closed.get(10, TimeUnit.SECONDS)).isTrue();
            Eventually.holds(() -> gateway.connections() == 0);
        }
    }

    /// Waits until neither the client nor the kernel accepts more bytes.
    private void awaitStuckWrite() throws InterruptedException {
        long[] before = {-1};
        Eventually.holds(
                () -> {
                    long now = gateway.path.traffic().toClients();
                    boolean stuck = now > 0 && now == before[0] && gateway.isStuck();
                    before[0] = now;
                    return stuck;
                });
    }

    private static FutureTask<Boolean> start(Callable<Boolean> drain) {
        var task = new FutureTask<>(drain);
        Thread.ofVirtual().start(task);
        return task;
    }
}
