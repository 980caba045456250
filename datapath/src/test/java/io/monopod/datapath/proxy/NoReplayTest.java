package io.monopod.datapath.proxy;

import static io.monopod.datapath.proxy.ReplayFixture.head;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.datapath.call.CallEnd;
import io.monopod.datapath.call.Replayable;
import io.monopod.datapath.config.PathConfig;
import io.monopod.datapath.downstream.Gateway;
import io.monopod.datapath.http2.frame.ErrorCode;
import io.monopod.datapath.http2.frame.RawConnection;
import io.monopod.datapath.http2.frame.RawFrame;
import io.monopod.datapath.http2.header.HeaderList;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;

/// A call whose instance is lost fails if the client could notice a replay, or if the request is
/// not complete.
@Timeout(60)
class NoReplayTest {
    @AutoClose private final ReplayFixture replay = new ReplayFixture();

    NoReplayTest() throws IOException {}

    @Test
    void streamLostWithinALargeMessageFails() throws Exception {
        var lost = replay.callFirst();
        replay.client.send(RawFrame.windowUpdate(1, 1 << 20), RawFrame.windowUpdate(0, 1 << 20));
        var part = new byte[16_384];
        part[1] = 1; // a message of 16 MiB
        lost.send(head("a"));
        for (int i = 0; i < 5; i++) {
            lost.send(RawFrame.data(1, part));
        }
        replay.client.await(RawFrame.DATA);
        lost.close();

        assertThat(replay.client.awaitHeaders(1).first(":status")).isNull();
        assertThat(replay.nextEnd()).isEqualTo(new CallEnd.Lost());
    }

    @Test
    void unaryCallWithAStartedResponseFails() throws Exception {
        replay.replayable(Replayable.UNSEEN);
        replay.loseFirstAfterAMessage();

        assertThat(replay.client.awaitHeaders(1).first("grpc-status")).isEqualTo("14");
        assertThat(replay.nextEnd()).isEqualTo(new CallEnd.Lost());
    }

    @Test
    void streamWithAnIncompleteRequestFails() throws Exception {
        replay.client.send(RawFrame.headers(1, Requests.unary()));
        var lost = replay.acceptFirst();
        lost.awaitHeaders(1);
        lost.send(head("a"));
        replay.client.awaitHeaders(1);
        lost.close();

        assertThat(replay.client.awaitHeaders(1).first("grpc-status")).isEqualTo("14");
    }

    @Test
    void requestTooLargeForTheReplayBufferFails() throws Exception {
        replay.client.send(RawFrame.headers(1, Requests.unary()));
        var lost = new RawConnection(replay.first.accept());
        lost.welcome(4, 1 << 20);
        lost.send(RawFrame.windowUpdate(0, 1 << 20));
        lost.awaitHeaders(1);
        int byteCount = PathConfig.LIMITS.replayBuffer() + 1;
        for (int left = byteCount; left > 0; left -= 16_384) {
            replay.client.send(RawFrame.data(1, new byte[Math.min(left, 16_384)]));
        }
        for (int seen = 0; seen < byteCount; ) {
            seen += lost.await(RawFrame.DATA).payload().length;
        }
        lost.close();

        assertThat(replay.client.awaitHeaders(1).first("grpc-status")).isEqualTo("14");
    }

    @Test
    void replayBufferOfAConnectionIsBounded() throws Exception {
        int byteCount = 40_000;
        try (var small = new Gateway(replay.decisions, new PathConfig().buffer(65_536).build());
                var caller = RawConnection.client(small.port())) {
            caller.send(RawFrame.headers(1, Requests.unary()));
            var lost = new RawConnection(replay.first.accept());
            lost.welcome(4, 1 << 20);
            lost.send(RawFrame.windowUpdate(0, 1 << 20));
            sendAndSee(caller, lost, 1, byteCount);
            caller.send(RawFrame.headers(3, Requests.unary()));
            sendAndSee(caller, lost, 3, byteCount);
            lost.close();

            assertThat(caller.awaitHeaders(3).first("grpc-status")).isEqualTo("14");
            try (var next = new RawConnection(replay.second.accept())) {
                next.welcome();
                awaitData(next, byteCount);
            }
        }
    }

    @Test
    void streamWithAnotherEncodingAfterReplayFails() throws Exception {
        replay.loseFirstAfterAMessage();

        try (var next = replay.acceptSecond()) {
            next.send(
                    RawFrame.headers(1, HeaderList.of(":status", "200", "grpc-encoding", "gzip")));

            assertThat(replay.client.awaitHeaders(1).first("grpc-status")).isEqualTo("14");
            assertThat(next.await(RawFrame.RST_STREAM).streamId()).isEqualTo(1);
        }
    }

    @Test
    void streamResetIsNotReplayed() throws Exception {
        var lost = replay.callFirst();
        lost.send(RawFrame.reset(1, ErrorCode.INTERNAL_ERROR));

        assertThat(replay.client.awaitHeaders(1).first("grpc-status")).isEqualTo("14");
        lost.close();
    }

    private static void sendAndSee(RawConnection from, RawConnection to, int stream, int byteCount)
            throws IOException {
        for (int left = byteCount; left > 0; left -= 10_000) {
            from.send(RawFrame.data(stream, new byte[10_000]));
        }
        awaitData(to, byteCount);
    }

    private static void awaitData(RawConnection at, int byteCount) throws IOException {
        for (int seen = 0; seen < byteCount; ) {
            seen += at.await(RawFrame.DATA).payload().length;
        }
    }
}
