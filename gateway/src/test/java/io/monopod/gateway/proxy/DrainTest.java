package io.monopod.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.gateway.http2.ErrorCode;
import io.monopod.gateway.http2.HeaderList;
import io.monopod.gateway.http2.RawConnection;
import io.monopod.gateway.http2.RawFrame;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

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
    void withoutCallsItIsOverAtOnce() throws Exception {
        try (var client = RawConnection.client(gateway.port())) {
            var drained = start(() -> gateway.path.drain(LONG, () -> {}));

            var ping = client.await(RawFrame.PING);
            client.send(ping.with(RawFrame.ACK));

            client.awaitEnd();
            assertThat(drained.get()).isTrue();
        }
    }

    @Test
    void callsThatAreUnderWayEndByThemselves() throws Exception {
        try (var client = RawConnection.client(gateway.port())) {
            client.send(RawFrame.headers(1, Requests.to("Chat")));
            var drained = start(() -> gateway.path.drain(LONG, () -> {}));

            assertThat(client.await(RawFrame.GOAWAY).number()).isEqualTo(Integer.MAX_VALUE);
            // This one crossed the GOAWAY: it is still taken.
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
    void streamsAboveTheLastOneAreIgnored() throws Exception {
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
    void callsThatDoNotEndAreCutOff() throws Exception {
        try (var client = RawConnection.client(gateway.port())) {
            client.send(RawFrame.headers(1, Requests.to("Chat")));
            var drained = start(() -> gateway.path.drain(Duration.ofMillis(200), () -> {}));

            assertThat(client.await(RawFrame.GOAWAY).errorCode()).isEqualTo(ErrorCode.NO_ERROR);
            client.awaitEnd();
            assertThat(drained.get()).isFalse();
        }
    }

    private static FutureTask<Boolean> start(Callable<Boolean> drain) {
        var task = new FutureTask<>(drain);
        Thread.ofVirtual().start(task);
        return task;
    }
}
