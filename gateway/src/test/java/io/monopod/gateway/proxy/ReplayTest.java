package io.monopod.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.gateway.call.CallEnd;
import io.monopod.gateway.call.Replayable;
import io.monopod.gateway.call.Target;
import io.monopod.gateway.http2.ErrorCode;
import io.monopod.gateway.http2.HeaderList;
import io.monopod.gateway.http2.RawConnection;
import io.monopod.gateway.http2.RawFrame;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A call whose instance is lost under way goes on from another one, if the client cannot tell.
@Timeout(60)
class ReplayTest {
    private static final HeaderList OK = HeaderList.of("grpc-status", "0");

    private ServerSocket first;
    private ServerSocket second;
    private Decisions decisions;
    private Gateway gateway;
    private RawConnection client;

    @BeforeEach
    void start() throws IOException {
        first = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        second = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        decisions = Decisions.forwardTo(target("first", first));
        replayable(Replayable.STREAM);
        gateway = new Gateway(decisions);
        client = RawConnection.client(gateway.port());
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        gateway.close();
        first.close();
        second.close();
    }

    @Test
    void callOfWhichTheClientHasSeenNothingIsSentAgainWhole() throws Exception {
        replayable(Replayable.UNSEEN);
        var lost = callFirst();
        lost.close();

        try (var next = acceptSecond()) {
            next.send(head("a"), RawFrame.lastHeaders(1, OK));

            assertThat(client.awaitHeaders(1).first("instance")).isEqualTo("a");
            assertThat(client.awaitHeaders(1)).isEqualTo(OK);
            assertThat(nextEnd()).isEqualTo(new CallEnd.Lost());
            assertThat(nextEnd()).isEqualTo(new CallEnd.Answered(0));
        }
    }

    @Test
    void requestThatIsStillComingGoesOnToTheNextInstance() throws Exception {
        client.send(RawFrame.headers(1, Requests.unary()));
        client.send(RawFrame.data(1, Requests.message("one")));
        var lost = acceptFirst();
        lost.await(RawFrame.DATA);
        lost.close();

        try (var next = new RawConnection(second.accept())) {
            next.welcome();
            assertThat(next.await(RawFrame.DATA).payload()).isEqualTo(Requests.message("one"));
            client.send(RawFrame.lastData(1, Requests.message("two")));
            var rest = next.await(RawFrame.DATA);
            assertThat(rest.payload()).isEqualTo(Requests.message("two"));
            assertThat(rest.has(RawFrame.END_STREAM)).isTrue();
        }
    }

    @Test
    void streamThatHasBegunGoesOnUnderTheSameHead() throws Exception {
        var lost = callFirst();
        lost.send(head("a"), RawFrame.data(1, Requests.message("1")));
        client.await(RawFrame.DATA);
        lost.close();

        try (var next = acceptSecond()) {
            next.send(head("b"), RawFrame.data(1, Requests.message("2")));
            next.send(RawFrame.lastHeaders(1, OK));

            assertThat(client.next())
                    .matches(frame -> frame.is(RawFrame.DATA))
                    .extracting(RawFrame::payload)
                    .isEqualTo(Requests.message("2"));
            assertThat(client.awaitHeaders(1)).isEqualTo(OK);
            assertThat(nextEnd()).isEqualTo(new CallEnd.Lost());
            assertThat(nextEnd()).isEqualTo(new CallEnd.Answered(0));
        }
    }

    /// A process that hangs keeps its connections; its lease tells.
    @Test
    void streamOfAnInstanceThatIsKnownToBeLostGoesOn() throws Exception {
        var lost = callFirst();
        lost.send(head("a"), RawFrame.data(1, Requests.message("1")));
        client.await(RawFrame.DATA);

        gateway.path.cut(target("first", first));

        try (var next = acceptSecond()) {
            next.send(head("b"), RawFrame.data(1, Requests.message("2")));
            assertThat(client.await(RawFrame.DATA).payload()).isEqualTo(Requests.message("2"));
        }
        lost.awaitEnd();
    }

    @Test
    void messageThatWasCutOffIsNotSeen() throws Exception {
        var lost = callFirst();
        var message = Requests.message("whole");
        lost.send(head("a"), RawFrame.data(1, message));
        lost.send(RawFrame.data(1, Arrays.copyOf(message, 7)));
        assertThat(client.await(RawFrame.DATA).payload()).isEqualTo(message);
        lost.close();

        try (var next = acceptSecond()) {
            next.send(head("b"), RawFrame.data(1, Requests.message("next")));

            assertThat(client.await(RawFrame.DATA).payload()).isEqualTo(Requests.message("next"));
        }
    }

    @Test
    void streamThatIsCutInALargeMessageFails() throws Exception {
        var lost = callFirst();
        client.send(RawFrame.windowUpdate(1, 1 << 20), RawFrame.windowUpdate(0, 1 << 20));
        var part = new byte[16_384];
        part[1] = 1; // a message of 16 MiB
        lost.send(head("a"));
        for (int i = 0; i < 5; i++) {
            lost.send(RawFrame.data(1, part));
        }
        client.await(RawFrame.DATA);
        lost.close();

        assertThat(client.awaitHeaders(1).first(":status")).isNull();
        assertThat(nextEnd()).isEqualTo(new CallEnd.Lost());
    }

    @Test
    void singleResponseThatHasBegunFails() throws Exception {
        replayable(Replayable.UNSEEN);
        var lost = callFirst();
        lost.send(head("a"), RawFrame.data(1, Requests.message("1")));
        client.await(RawFrame.DATA);
        lost.close();

        assertThat(client.awaitHeaders(1).first("grpc-status")).isEqualTo("14");
        assertThat(nextEnd()).isEqualTo(new CallEnd.Lost());
    }

    @Test
    void streamWhoseRequestIsNotCompleteFails() throws Exception {
        client.send(RawFrame.headers(1, Requests.unary()));
        var lost = acceptFirst();
        lost.awaitHeaders(1);
        lost.send(head("a"));
        client.awaitHeaders(1);
        lost.close();

        assertThat(client.awaitHeaders(1).first("grpc-status")).isEqualTo("14");
    }

    @Test
    void requestThatIsTooLargeToKeepFails() throws Exception {
        client.send(RawFrame.headers(1, Requests.unary()));
        var lost = new RawConnection(first.accept());
        lost.welcome(4, 1 << 20);
        lost.send(RawFrame.windowUpdate(0, 1 << 20));
        lost.awaitHeaders(1);
        int octets = DataPathConfig.Limits.DEFAULT.replayBuffer() + 1;
        for (int left = octets; left > 0; left -= 16_384) {
            client.send(RawFrame.data(1, new byte[Math.min(left, 16_384)]));
        }
        for (int seen = 0; seen < octets; ) {
            seen += lost.await(RawFrame.DATA).payload().length;
        }
        lost.close();

        assertThat(client.awaitHeaders(1).first("grpc-status")).isEqualTo("14");
    }

    @Test
    void applicationErrorOfTheNextInstanceEndsTheStreamWithTrailers() throws Exception {
        var lost = callFirst();
        lost.send(head("a"), RawFrame.data(1, Requests.message("1")));
        client.await(RawFrame.DATA);
        lost.close();

        try (var next = acceptSecond()) {
            next.send(
                    RawFrame.lastHeaders(
                            1,
                            HeaderList.of(
                                    ":status", "200",
                                    "content-type", "application/grpc",
                                    "grpc-status", "5",
                                    "grpc-message", "no such thing")));

            assertThat(client.awaitHeaders(1))
                    .isEqualTo(HeaderList.of("grpc-status", "5", "grpc-message", "no such thing"));
        }
    }

    @Test
    void streamThatWouldGoOnInAnotherEncodingFails() throws Exception {
        var lost = callFirst();
        lost.send(head("a"), RawFrame.data(1, Requests.message("1")));
        client.await(RawFrame.DATA);
        lost.close();

        try (var next = acceptSecond()) {
            next.send(
                    RawFrame.headers(1, HeaderList.of(":status", "200", "grpc-encoding", "gzip")));

            assertThat(client.awaitHeaders(1).first("grpc-status")).isEqualTo("14");
            assertThat(next.await(RawFrame.RST_STREAM).streamId()).isEqualTo(1);
        }
    }

    @Test
    void resetOfAStreamIsNoLossOfTheInstance() throws Exception {
        var lost = callFirst();
        lost.send(RawFrame.reset(1, ErrorCode.INTERNAL_ERROR));

        assertThat(client.awaitHeaders(1).first("grpc-status")).isEqualTo("14");
        lost.close();
    }

    @Test
    void cancelWhileItIsDecidedWhereToGoOnReportsTheLostCallOnce() throws Exception {
        var deciding = new CountDownLatch(1);
        decisions.onLoss(
                Replayable.STREAM,
                () -> {
                    deciding.countDown();
                    new CountDownLatch(1).await();
                    throw new AssertionError("not interrupted");
                });
        var lost = callFirst();
        lost.close();
        deciding.await();

        client.send(RawFrame.reset(1, ErrorCode.CANCEL));

        assertThat(nextEnd()).isEqualTo(new CallEnd.Cancelled(true));
        assertThat(decisions.ends).isEmpty();
    }

    /// What the client has not taken when the instance is lost counts against no window of the next
    /// one: the stream goes on however much that is.
    @Test
    void creditForOctetsOfTheLostInstanceIsNotGivenToTheNext() throws Exception {
        client.close();
        client = RawConnection.client(gateway.port(), 4, 0);
        var lost = callFirst();
        var message = Requests.message("x".repeat(16_000));
        lost.send(head("a"));
        for (int i = 0; i < 10; i++) {
            lost.send(RawFrame.data(1, message));
        }
        lost.send(RawFrame.ping(7));
        lost.await(frame -> frame.is(RawFrame.PING) && frame.has(RawFrame.ACK));
        lost.close();

        try (var next = acceptSecond()) {
            next.send(head("b"), RawFrame.data(1, Requests.message("end")));
            next.send(RawFrame.lastHeaders(1, OK));
            client.send(RawFrame.windowUpdate(1, 1 << 20), RawFrame.windowUpdate(0, 1 << 20));
            int octets = 0;
            var frame = client.await(f -> f.is(RawFrame.DATA));
            for (; frame.is(RawFrame.DATA); frame = client.await(_ -> true)) {
                octets += frame.payload().length;
            }
            assertThat(octets).isEqualTo(10 * message.length + Requests.message("end").length);
            next.send(RawFrame.ping(8));
            var answer = next.await(f -> f.is(RawFrame.PING) || f.is(RawFrame.WINDOW_UPDATE));
            assertThat(answer.is(RawFrame.PING)).isTrue();
        }
    }

    @Test
    void whatAllCallsOfAConnectionKeepIsBoundedToo() throws Exception {
        int octets = 40_000;
        try (var small = new Gateway(decisions, new PathConfig().buffer(65_536).build());
                var caller = RawConnection.client(small.port())) {
            caller.send(RawFrame.headers(1, Requests.unary()));
            var lost = new RawConnection(first.accept());
            lost.welcome(4, 1 << 20);
            lost.send(RawFrame.windowUpdate(0, 1 << 20));
            sendAndSee(caller, lost, 1, octets);
            caller.send(RawFrame.headers(3, Requests.unary()));
            sendAndSee(caller, lost, 3, octets);
            lost.close();

            assertThat(caller.awaitHeaders(3).first("grpc-status")).isEqualTo("14");
            try (var next = new RawConnection(second.accept())) {
                next.welcome();
                awaitData(next, octets);
            }
        }
    }

    private static void sendAndSee(RawConnection from, RawConnection to, int stream, int octets)
            throws IOException {
        for (int left = octets; left > 0; left -= 10_000) {
            from.send(RawFrame.data(stream, new byte[10_000]));
        }
        awaitData(to, octets);
    }

    private static void awaitData(RawConnection at, int octets) throws IOException {
        for (int seen = 0; seen < octets; ) {
            seen += at.await(RawFrame.DATA).payload().length;
        }
    }

    private void replayable(Replayable how) {
        decisions.onLoss(how, () -> decisions.forward(target("second", second)));
    }

    /// A whole request has reached the first instance.
    private RawConnection callFirst() throws IOException {
        client.send(RawFrame.headers(1, Requests.unary()));
        client.send(RawFrame.lastData(1, Requests.message("hello")));
        var connection = acceptFirst();
        connection.await(RawFrame.DATA);
        return connection;
    }

    private RawConnection acceptFirst() throws IOException {
        var connection = new RawConnection(first.accept());
        connection.welcome();
        return connection;
    }

    /// The whole request has come again.
    private RawConnection acceptSecond() throws IOException {
        var connection = new RawConnection(second.accept());
        connection.welcome();
        connection.awaitHeaders(1);
        var data = connection.await(RawFrame.DATA);
        assertThat(data.payload()).isEqualTo(Requests.message("hello"));
        assertThat(data.has(RawFrame.END_STREAM)).isTrue();
        return connection;
    }

    private static RawFrame head(String instance) {
        return RawFrame.headers(
                1,
                HeaderList.of(
                        ":status", "200",
                        "content-type", "application/grpc",
                        "instance", instance));
    }

    private static Target target(String name, ServerSocket listener) {
        return new Target(name, "localhost", listener.getLocalPort());
    }

    private CallEnd nextEnd() throws InterruptedException {
        return decisions.ends.poll(10, TimeUnit.SECONDS);
    }
}
