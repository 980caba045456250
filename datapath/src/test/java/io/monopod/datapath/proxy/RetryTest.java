package io.monopod.datapath.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.datapath.call.CallEnd;
import io.monopod.datapath.call.Target;
import io.monopod.datapath.config.PathConfig;
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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/// A call that an instance provably never saw is retried elsewhere, with its whole request.
@Timeout(60)
class RetryTest {
    private ServerSocket refuser;
    private Instance other;
    private Decisions decisions;
    private Gateway gateway;

    @BeforeEach
    void start() throws IOException {
        refuser = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        other = new Instance("other");
        decisions = Decisions.forwardTo(new Target("refuser", "localhost", refuser.getLocalPort()));
        decisions.onUnreached(() -> decisions.forward(other.target()));
        gateway = new Gateway(decisions);
    }

    @AfterEach
    void stop() throws IOException {
        gateway.close();
        other.close();
        refuser.close();
    }

    @Test
    void refusedStreamIsRetriedWhole() throws IOException, InterruptedException {
        try (var client = RawConnection.client(gateway.port())) {
            call(client, Requests.message("hello"));
            try (var instance = new RawConnection(refuser.accept())) {
                instance.welcome();
                instance.await(RawFrame.DATA);

                instance.send(RawFrame.reset(1, ErrorCode.REFUSED_STREAM));

                assertThat(client.await(RawFrame.DATA).payload())
                        .isEqualTo(Requests.message("hello"));
                assertThat(nextEnd()).isEqualTo(new CallEnd.Unreached());
                assertThat(nextEnd()).isEqualTo(new CallEnd.Answered(0));
            }
        }
    }

    @Test
    void callRefusedForAStaleGrantIsRetriedWhole() throws Exception {
        var message = Requests.message("hello");
        try (var client = RawConnection.client(gateway.port())) {
            client.send(RawFrame.headers(1, Requests.unary()));
            try (var instance = new RawConnection(refuser.accept())) {
                instance.welcome();
                instance.awaitHeaders(1);

                instance.send(
                        RawFrame.lastHeaders(
                                1,
                                HeaderList.of(
                                        ":status", "200",
                                        "content-type", "application/grpc",
                                        "grpc-status", "14",
                                        "monopod-call", "not-run")));

                instance.await(RawFrame.RST_STREAM);
                client.send(RawFrame.lastData(1, message));
                assertThat(client.await(RawFrame.DATA).payload()).isEqualTo(message);
                assertThat(nextEnd()).isEqualTo(new CallEnd.Unreached());
                assertThat(nextEnd()).isEqualTo(new CallEnd.Answered(0));
            }
        }
    }

    @Test
    void callAboveGoAwayIsRetriedWholeOnANewConnection() throws Exception {
        var message = Requests.message("hello");
        try (var client = RawConnection.client(gateway.port())) {
            call(client, message);
            try (var instance = new RawConnection(refuser.accept())) {
                instance.welcome();
                instance.await(RawFrame.DATA);

                instance.send(RawFrame.goAway(0, ErrorCode.NO_ERROR));

                try (var next = new RawConnection(refuser.accept())) {
                    next.welcome();
                    next.awaitHeaders(1);
                    awaitData(next, message.length);
                }
                instance.awaitEnd();
            }
        }
    }

    @Test
    void instanceThatAlwaysSendsGoAwayIsNotRetriedForEver() throws Exception {
        try (var client = RawConnection.client(gateway.port())) {
            call(client, Requests.message("hello"));
            for (int i = 0; i < 6; i++) {
                try (var instance = new RawConnection(refuser.accept())) {
                    instance.welcome();
                    instance.awaitHeaders(1);
                    instance.send(RawFrame.goAway(0, ErrorCode.NO_ERROR));
                    instance.awaitEnd();
                }
            }

            assertThat(client.await(RawFrame.DATA).payload()).isEqualTo(Requests.message("hello"));
            assertThat(nextEnd()).isEqualTo(new CallEnd.Unreached());
        }
    }

    @Test
    void refusedStreamWithoutItsBufferedRequestIsLost() throws IOException, InterruptedException {
        try (var client = RawConnection.client(gateway.port())) {
            client.send(RawFrame.headers(1, Requests.unary()));
            try (var instance = new RawConnection(refuser.accept())) {
                instance.welcome(4, 1 << 20);
                instance.send(RawFrame.windowUpdate(0, 1 << 20));
                instance.awaitHeaders(1);
                int byteCount = PathConfig.LIMITS.replayBuffer() + 1;
                for (int left = byteCount; left > 0; left -= 16_384) {
                    client.send(RawFrame.data(1, new byte[Math.min(left, 16_384)]));
                }
                awaitData(instance, byteCount);

                instance.send(RawFrame.reset(1, ErrorCode.REFUSED_STREAM));

                assertThat(client.awaitHeaders(1).first("grpc-status")).isEqualTo("14");
                assertThat(nextEnd()).isEqualTo(new CallEnd.Lost());
            }
        }
    }

    @Test
    void callsBeyondMaxConcurrentStreamsUseAnotherConnection() throws IOException {
        try (var client = RawConnection.client(gateway.port())) {
            client.send(RawFrame.lastHeaders(1, Requests.unary()));
            client.send(RawFrame.lastHeaders(3, Requests.unary()));
            try (var instance = new RawConnection(refuser.accept())) {
                instance.welcome(3, 1);
                instance.awaitHeaders(1);

                try (var second = new RawConnection(refuser.accept())) {
                    second.welcome(3, 1);
                    second.awaitHeaders(1);
                    instance.send(RawFrame.ping(1));
                    assertThat(instance.next()).matches(frame -> frame.has(RawFrame.ACK));
                }
            }
        }
    }

    private static void call(RawConnection client, byte[] message) throws IOException {
        client.send(RawFrame.headers(1, Requests.unary()));
        int half = message.length / 2;
        client.send(RawFrame.data(1, Arrays.copyOf(message, half)));
        client.send(RawFrame.lastData(1, Arrays.copyOfRange(message, half, message.length)));
    }

    private static void awaitData(RawConnection instance, int byteCount) throws IOException {
        int received = 0;
        while (received < byteCount) {
            received += instance.await(RawFrame.DATA).payload().length;
        }
    }

    private CallEnd nextEnd() throws InterruptedException {
        return decisions.ends.poll(10, TimeUnit.SECONDS);
    }
}
