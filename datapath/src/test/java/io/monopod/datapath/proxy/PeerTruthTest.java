package io.monopod.datapath.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.datapath.call.CallEnd;
import io.monopod.datapath.call.Replayable;
import io.monopod.datapath.call.Target;
import io.monopod.datapath.config.PathConfig;
import io.monopod.datapath.downstream.Gateway;
import io.monopod.datapath.http2.frame.ErrorCode;
import io.monopod.datapath.http2.frame.RawConnection;
import io.monopod.datapath.http2.frame.RawFrame;
import io.monopod.datapath.http2.header.HeaderList;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.concurrent.TimeUnit;

/// An instance is believed about the calls that it has not seen, until it is caught lying.
@Timeout(60)
class PeerTruthTest {
    private static final HeaderList HEAD =
            HeaderList.of(":status", "200", "content-type", "application/grpc");
    private static final HeaderList OK =
            HeaderList.of(":status", "200", "content-type", "application/grpc", "grpc-status", "0");
    private static final RawFrame MARK = RawFrame.ping(77);

    @AutoClose
    private final ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

    private final Decisions decisions =
            Decisions.forwardTo(new Target("one", "localhost", listener.getLocalPort()));

    @AutoClose
    private final Gateway gateway =
            new Gateway(decisions, new PathConfig().withoutTimeouts().build());

    @AutoClose private final RawConnection client = RawConnection.client(gateway.port());
    @AutoClose private RawConnection instance;

    PeerTruthTest() throws IOException {}

    /// Opens two calls, on the same streams at both ends.
    @BeforeEach
    void openTwoCalls() throws IOException {
        client.send(RawFrame.lastHeaders(1, Requests.unary()));
        instance = accept();
        client.send(RawFrame.lastHeaders(3, Requests.unary()));
        instance.awaitHeaders(3);
    }

    @Test
    void callAboveGoAwayIsRetriedOnANewConnection() throws Exception {
        instance.send(RawFrame.goAway(1, ErrorCode.NO_ERROR));
        instance.send(RawFrame.lastHeaders(1, OK));

        try (var next = accept()) {
            next.send(RawFrame.lastHeaders(1, OK));
            assertThat(client.awaitHeaders(3)).isEqualTo(OK);
        }
        assertThat(nextEnd()).isEqualTo(new CallEnd.Answered(0));
        assertThat(nextEnd()).isEqualTo(new CallEnd.Answered(0));
    }

    @Test
    void errorGoAwayThatNamesStream0IsNotBelieved() throws Exception {
        instance.send(RawFrame.goAway(0, ErrorCode.PROTOCOL_ERROR));

        assertBothLost();
    }

    @Test
    void goAwayBelowAnAnsweredStreamIsNotBelieved() throws Exception {
        instance.send(RawFrame.headers(3, HEAD));
        instance.send(RawFrame.goAway(1, ErrorCode.INTERNAL_ERROR));

        assertLost(1);
        assertThat(nextEnd()).isEqualTo(new CallEnd.Lost());
    }

    @Test
    void responseAfterAnUnbelievedGoAwayIsForwarded() throws Exception {
        instance.send(RawFrame.lastHeaders(1, OK));
        assertThat(client.awaitHeaders(1)).isEqualTo(OK);

        instance.send(RawFrame.goAway(0, ErrorCode.NO_ERROR), RawFrame.lastHeaders(3, OK));

        assertThat(client.awaitHeaders(3)).isEqualTo(OK);
        instance.awaitEnd();
    }

    @Test
    void goAwayBelowAStreamWithCreditIsNotBelieved() throws Exception {
        instance.send(RawFrame.windowUpdate(3, 1), RawFrame.goAway(1, ErrorCode.NO_ERROR));
        instance.send(RawFrame.lastHeaders(3, OK));

        assertThat(client.awaitHeaders(3)).isEqualTo(OK);
    }

    @Test
    void refusedStreamAfterAResponseIsNotBelieved() throws Exception {
        instance.send(RawFrame.headers(1, HEAD));
        instance.send(RawFrame.reset(1, ErrorCode.REFUSED_STREAM));
        assertThat(nextEnd()).isEqualTo(new CallEnd.Lost());

        instance.send(RawFrame.reset(3, ErrorCode.REFUSED_STREAM));

        assertLost(3);
    }

    @Test
    void untrustedPeerStaysUntrustedOnItsNextConnection() throws Exception {
        instance.send(RawFrame.goAway(0, ErrorCode.PROTOCOL_ERROR));
        assertBothLost();
        client.send(RawFrame.lastHeaders(5, Requests.unary()));
        try (var next = accept()) {
            next.send(RawFrame.goAway(0, ErrorCode.NO_ERROR), MARK);
            next.await(RawFrame.PING);

            next.send(RawFrame.lastHeaders(1, OK));

            assertThat(client.awaitHeaders(5)).isEqualTo(OK);
        }
    }

    @Test
    void replayableCallOfAnUntrustedPeerGoesElsewhere() throws Exception {
        decisions.onLoss(Replayable.STREAM, () -> decisions.forward(target()));
        client.send(RawFrame.lastHeaders(5, Requests.unary()));
        instance.awaitHeaders(5);

        instance.send(RawFrame.goAway(0, ErrorCode.PROTOCOL_ERROR));

        try (var next = accept()) {
            next.send(RawFrame.lastHeaders(1, OK));
            assertThat(client.awaitHeaders(5)).isEqualTo(OK);
        }
    }

    private Target target() {
        return new Target("one", "localhost", listener.getLocalPort());
    }

    private RawConnection accept() throws IOException {
        var connection = new RawConnection(listener.accept());
        connection.welcome();
        connection.awaitHeaders(1);
        return connection;
    }

    /// Both are lost, in any order.
    private void assertBothLost() throws Exception {
        var streams = new HashSet<Integer>();
        for (int i = 0; i < 2; i++) {
            var end = client.await(RawFrame.HEADERS);
            assertThat(client.decode(end.payload()).first("grpc-status")).isEqualTo("14");
            assertThat(nextEnd()).isEqualTo(new CallEnd.Lost());
            streams.add(end.streamId());
        }
        assertThat(streams).containsExactlyInAnyOrder(1, 3);
    }

    private void assertLost(int streamId) throws Exception {
        assertThat(client.awaitHeaders(streamId).first("grpc-status")).isEqualTo("14");
        assertThat(nextEnd()).isEqualTo(new CallEnd.Lost());
    }

    private CallEnd nextEnd() throws InterruptedException {
        return decisions.ends.poll(10, TimeUnit.SECONDS);
    }
}
