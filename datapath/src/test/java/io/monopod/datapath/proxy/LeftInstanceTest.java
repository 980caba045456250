package io.monopod.datapath.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.datapath.Eventually;
import io.monopod.datapath.call.CallEnd;
import io.monopod.datapath.call.Target;
import io.monopod.datapath.config.PathConfig;
import io.monopod.datapath.downstream.Gateway;
import io.monopod.datapath.http2.frame.RawConnection;
import io.monopod.datapath.http2.frame.RawFrame;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A call goes elsewhere if its session leaves the instance before the call is sent.
@Timeout(60)
class LeftInstanceTest {
    /// The kernel completes one connection more than this before the listener accepts.
    private static final int BACKLOG = 1;

    @AutoClose private final Instance other = new Instance("other");

    @AutoClose
    private final ServerSocket listener =
            new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());

    private final Target left = new Target("left", "localhost", listener.getLocalPort());
    private final Decisions decisions = Decisions.forwardTo(left);

    @AutoClose
    private final Gateway gateway =
            new Gateway(decisions, new PathConfig().withoutTimeouts().build());

    @AutoClose private final RawConnection client = RawConnection.client(gateway.port());

    LeftInstanceTest() throws IOException {}

    @BeforeEach
    void retry() {
        decisions.onUnreached(() -> decisions.forward(other.target()));
    }

    @Test
    void callWaitingForAConnectionGoesElsewhereAtOnce() throws Exception {
        var others = fillBacklog();
        call();
        Eventually.holds(() -> gateway.instanceConnections() == 1);

        gateway.path.cut(left);

        assertAnsweredByTheOther();
        for (var connection : others) {
            listener.accept().close();
            connection.close();
        }
        assertNothingIsForwardedTo(new RawConnection(listener.accept()));
    }

    @Test
    void callAssignedBeforeItsSessionLeftGoesElsewhere() throws Exception {
        decisions.leave(left);

        call();

        var connection = new RawConnection(listener.accept());
        connection.welcome();
        assertAnsweredByTheOther();
        client.close();
        assertNothingIsForwardedTo(connection);
    }

    private List<Socket> fillBacklog() throws IOException {
        var connections = new ArrayList<Socket>();
        for (int i = 0; i <= BACKLOG; i++) {
            connections.add(new Socket(listener.getInetAddress(), listener.getLocalPort()));
        }
        return connections;
    }

    private void call() throws IOException {
        client.send(
                RawFrame.headers(1, Requests.unary()),
                RawFrame.lastData(1, Requests.message("hello")));
    }

    private void assertAnsweredByTheOther() throws InterruptedException {
        assertThat(decisions.ends.poll(5, TimeUnit.SECONDS)).isEqualTo(new CallEnd.Unreached());
        assertThat(decisions.ends.poll(5, TimeUnit.SECONDS)).isEqualTo(new CallEnd.Answered(0));
    }

    private static void assertNothingIsForwardedTo(RawConnection connection) throws IOException {
        try (connection) {
            for (var frame = connection.next(); frame != null; frame = connection.next()) {
                assertThat(frame.is(RawFrame.HEADERS)).isFalse();
            }
        }
    }
}
