package io.monopod.datapath.proxy;

import static io.monopod.datapath.proxy.ReplayFixture.head;
import static io.monopod.datapath.proxy.ReplayFixture.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.datapath.call.CallEnd;
import io.monopod.datapath.call.Loss;
import io.monopod.datapath.call.Replayable;
import io.monopod.datapath.http2.frame.ErrorCode;
import io.monopod.datapath.http2.frame.RawConnection;
import io.monopod.datapath.http2.frame.RawFrame;
import io.monopod.datapath.http2.header.HeaderList;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/// A call whose instance is lost continues at another one, if the client cannot notice.
@Timeout(60)
class ReplayTest {
    private static final HeaderList OK = HeaderList.of("grpc-status", "0");

    @AutoClose private final ReplayFixture replay = new ReplayFixture();

    ReplayTest() throws IOException {}

    @Test
    void unansweredCallIsReplayedWhole() throws Exception {
        replay.replayable(Replayable.UNSEEN);
        var lost = replay.callFirst();
        lost.close();

        try (var next = replay.acceptSecond()) {
            next.send(head("a"), RawFrame.lastHeaders(1, OK));

            assertThat(replay.client.awaitHeaders(1).first("instance")).isEqualTo("a");
            assertThat(replay.client.awaitHeaders(1)).isEqualTo(OK);
            assertThat(replay.nextEnd()).isEqualTo(new CallEnd.Lost());
            assertThat(replay.nextEnd()).isEqualTo(new CallEnd.Answered(0));
            assertThat(replay.decisions.losses).containsExactly(Loss.UNANSWERED);
        }
    }

    @Test
    void incompleteRequestContinuesAtTheNextInstance() throws Exception {
        replay.client.send(RawFrame.headers(1, Requests.unary()));
        replay.client.send(RawFrame.data(1, Requests.message("one")));
        var lost = replay.acceptFirst();
        lost.await(RawFrame.DATA);
        lost.close();

        try (var next = new RawConnection(replay.second.accept())) {
            next.welcome();
            assertThat(next.await(RawFrame.DATA).payload()).isEqualTo(Requests.message("one"));
            replay.client.send(RawFrame.lastData(1, Requests.message("two")));
            var rest = next.await(RawFrame.DATA);
            assertThat(rest.payload()).isEqualTo(Requests.message("two"));
            assertThat(rest.has(RawFrame.END_STREAM)).isTrue();
        }
    }

    @Test
    void startedStreamContinuesUnderItsHeaders() throws Exception {
        replay.loseFirstAfterAMessage();

        try (var next = replay.acceptSecond()) {
            assertThat(replay.decisions.losses).containsExactly(Loss.ANSWERING);
            next.send(head("b"), RawFrame.data(1, Requests.message("2")));
            next.send(RawFrame.lastHeaders(1, OK));

            assertThat(replay.client.next())
                    .matches(frame -> frame.is(RawFrame.DATA))
                    .extracting(RawFrame::payload)
                    .isEqualTo(Requests.message("2"));
            assertThat(replay.client.awaitHeaders(1)).isEqualTo(OK);
            assertThat(replay.nextEnd()).isEqualTo(new CallEnd.Lost());
            assertThat(replay.nextEnd()).isEqualTo(new CallEnd.Answered(0));
        }
    }

    /// A hanging process keeps its connections open; only its lease shows the loss.
    @Test
    void streamContinuesWhenItsHangingInstanceIsLost() throws Exception {
        var lost = replay.callFirst();
        lost.send(head("a"), RawFrame.data(1, Requests.message("1")));
        replay.client.await(RawFrame.DATA);

        replay.gateway.path.cut(target("first", replay.first));

        try (var next = replay.acceptSecond()) {
            next.send(head("b"), RawFrame.data(1, Requests.message("2")));
            assertThat(replay.client.await(RawFrame.DATA).payload())
                    .isEqualTo(Requests.message("2"));
        }
        lost.awaitEnd();
    }

    @Test
    void incompleteMessageIsNotForwarded() throws Exception {
        var lost = replay.callFirst();
        var message = Requests.message("whole");
        lost.send(head("a"), RawFrame.data(1, message));
        lost.send(RawFrame.data(1, Arrays.copyOf(message, 7)));
        assertThat(replay.client.await(RawFrame.DATA).payload()).isEqualTo(message);
        lost.close();

        try (var next = replay.acceptSecond()) {
            next.send(head("b"), RawFrame.data(1, Requests.message("next")));

            assertThat(replay.client.await(RawFrame.DATA).payload())
                    .isEqualTo(Requests.message("next"));
        }
    }

    @Test
    void errorOfTheNextInstanceEndsTheStreamWithTrailers() throws Exception {
        replay.loseFirstAfterAMessage();

        try (var next = replay.acceptSecond()) {
            next.send(
                    RawFrame.lastHeaders(
                            1,
                            HeaderList.of(
                                    ":status", "200",
                                    "content-type", "application/grpc",
                                    "grpc-status", "5",
                                    "grpc-message", "no such thing")));

            assertThat(replay.client.awaitHeaders(1))
                    .isEqualTo(HeaderList.of("grpc-status", "5", "grpc-message", "no such thing"));
        }
    }

    @Test
    void cancelDuringTheReplayDecisionReportsTheCallOnce() throws Exception {
        var deciding = new CountDownLatch(1);
        replay.decisions.onLoss(
                Replayable.STREAM,
                () -> {
                    deciding.countDown();
                    new CountDownLatch(1).await();
                    throw new AssertionError("not interrupted");
                });
        var lost = replay.callFirst();
        lost.close();
        deciding.await();

        replay.client.send(RawFrame.reset(1, ErrorCode.CANCEL));

        assertThat(replay.nextEnd()).isEqualTo(new CallEnd.Cancelled(true));
        assertThat(replay.decisions.ends).isEmpty();
    }

    /// Unread bytes of the lost instance count against no window of the next one, so the stream
    /// continues however many there are.
    @Test
    void creditForTheLostInstanceIsNotGivenToTheNext() throws Exception {
        replay.reconnect(4, 0);
        var lost = replay.callFirst();
        var message = Requests.message("x".repeat(16_000));
        lost.send(head("a"));
        for (int i = 0; i < 10; i++) {
            lost.send(RawFrame.data(1, message));
        }
        lost.send(RawFrame.ping(7));
        lost.await(frame -> frame.is(RawFrame.PING) && frame.has(RawFrame.ACK));
        lost.close();

        try (var next = replay.acceptSecond()) {
            next.send(head("b"), RawFrame.data(1, Requests.message("end")));
            next.send(RawFrame.lastHeaders(1, OK));
            replay.client.send(
                    RawFrame.windowUpdate(1, 1 << 20), RawFrame.windowUpdate(0, 1 << 20));
            int byteCount = 0;
            var frame = replay.client.await(f -> f.is(RawFrame.DATA));
            for (; frame.is(RawFrame.DATA); frame = replay.client.await(_ -> true)) {
                byteCount += frame.payload().length;
            }
            assertThat(byteCount).isEqualTo(10 * message.length + Requests.message("end").length);
            next.send(RawFrame.ping(8));
            var answer = next.await(f -> f.is(RawFrame.PING) || f.is(RawFrame.WINDOW_UPDATE));
            assertThat(answer.is(RawFrame.PING)).isTrue();
        }
    }
}
