package io.monopod.datapath.proxy;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// A small call gets through on its connections, however much DATA of other calls is unread.
@Timeout(60)
class UntakenTest {
    private static final HeaderList HEAD =
            HeaderList.of(":status", "200", "content-type", "application/grpc");
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int MAX_CREDIT = Integer.MAX_VALUE - 65_535;
    private static final int STREAM_BUFFER = PathConfig.LIMITS.bufferPerStream();
    private static final int CONNECTION_BUFFER = PathConfig.LIMITS.bufferPerConnection();
    private static final int SMALL = 300;

    /// Bytes that a call may hold besides its DATA, or while windows are low.
    private static final int LOW = 8 * 1024;

    @AutoClose
    private final ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

    @AutoClose
    private final Gateway gateway =
            new Gateway(
                    Decisions.forwardTo(new Target("raw", "localhost", listener.getLocalPort())),
                    new PathConfig().withoutTimeouts().build());

    @AutoClose private final RawConnection client = RawConnection.to(gateway.port());
    private final Sender fromClient = new Sender(client);
    @AutoClose private RawConnection instance;
    private Sender fromInstance;

    UntakenTest() throws IOException {}

    @BeforeEach
    void call() throws IOException {
        client.send(RawConnection.PREFACE);
        client.send(
                RawFrame.settings(INITIAL_WINDOW_SIZE, 0), RawFrame.windowUpdate(0, MAX_CREDIT));
        fromClient.settle();
        client.send(RawFrame.lastHeaders(1, Requests.unary()));
        instance = new RawConnection(listener.accept());
        instance.welcome(INITIAL_WINDOW_SIZE, 0);
        instance.send(RawFrame.windowUpdate(0, MAX_CREDIT));
        fromInstance = new Sender(instance);
        fromInstance.awaitHeaders(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 48, 100, 1000})
    void smallResponseIsNotBlockedByUnreadOnes(int unread) throws IOException {
        for (int i = 0; i < unread; i++) {
            answer(stream(i), STREAM_BUFFER);
        }

        int small = stream(unread);
        assertThat(answer(small, SMALL)).isEqualTo(SMALL);
        client.send(RawFrame.windowUpdate(small, SMALL));
        assertThat(client.await(RawFrame.DATA).payload()).hasSize(SMALL);
        assertBounded(unread);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 48, 100, 1000})
    void smallRequestIsNotBlockedByUnreadOnes(int unread) throws IOException {
        for (int i = 0; i < unread; i++) {
            request(stream(i), STREAM_BUFFER);
        }

        int small = stream(unread);
        assertThat(request(small, SMALL)).isEqualTo(SMALL);
        instance.send(RawFrame.windowUpdate(small, SMALL));
        assertThat(fromInstance.await(frame -> frame.is(RawFrame.DATA)).payload()).hasSize(SMALL);
        assertBounded(unread);
    }

    @Test
    void responseContinuesWhileWindowsAreLow() throws IOException {
        instance.send(RawFrame.headers(1, HEAD));
        client.awaitHeaders(1);
        int consumed = STREAM_BUFFER / 2 - 1; // consumed, but too little for a WINDOW_UPDATE
        client.send(RawFrame.windowUpdate(1, 2 * STREAM_BUFFER));
        assertThat(fromInstance.send(1, consumed)).isEqualTo(consumed);
        for (int i = 0; i < 20; i++) {
            answer(stream(i), STREAM_BUFFER);
        }
        assertThat(fromInstance.initialWindow()).isLessThan(LOW);

        assertThat(fromInstance.send(1, STREAM_BUFFER)).isEqualTo(STREAM_BUFFER);
    }

    @Test
    void acknowledgedLowWindowIsEnforced() throws IOException {
        int unread = 20;
        for (int i = 0; i < unread; i++) {
            answer(stream(i), STREAM_BUFFER);
        }
        int next = stream(unread);
        assertThat(answer(next, STREAM_BUFFER)).isEqualTo(fromInstance.initialWindow());

        instance.send(RawFrame.data(next, (byte) 1));

        var reset = fromInstance.await(frame -> frame.is(RawFrame.RST_STREAM));
        assertThat(reset.streamId()).isEqualTo(next);
        assertThat(reset.errorCode()).isEqualTo(ErrorCode.FLOW_CONTROL_ERROR);
    }

    @Test
    void clientThatExceedsALowWindowLosesThatCallOnly() throws IOException {
        int unread = 20;
        for (int i = 0; i < unread; i++) {
            request(stream(i), STREAM_BUFFER);
        }
        int next = stream(unread);
        assertThat(request(next, STREAM_BUFFER)).isEqualTo(fromClient.initialWindow());

        client.send(RawFrame.data(next, (byte) 1));

        var reset = fromClient.await(frame -> frame.is(RawFrame.RST_STREAM));
        assertThat(reset.streamId()).isEqualTo(next);
        assertThat(reset.errorCode()).isEqualTo(ErrorCode.FLOW_CONTROL_ERROR);
        int small = stream(unread + 1);
        assertThat(request(small, SMALL)).isEqualTo(SMALL);
        instance.send(RawFrame.windowUpdate(small, SMALL));
        assertThat(fromInstance.await(frame -> frame.is(RawFrame.DATA)).payload()).hasSize(SMALL);
    }

    @Test
    void windowsAreRaisedWhenTheUnreadDataIsGone() throws IOException {
        int unread = 20;
        for (int i = 0; i < unread; i++) {
            answer(stream(i), STREAM_BUFFER);
        }
        assertThat(fromInstance.initialWindow()).isLessThan(LOW);

        for (int i = 0; i < unread; i++) {
            client.send(RawFrame.reset(stream(i), ErrorCode.CANCEL));
        }
        fromInstance.await(_ -> fromInstance.initialWindow() == STREAM_BUFFER);

        assertThat(answer(stream(unread), STREAM_BUFFER)).isEqualTo(STREAM_BUFFER);
    }

    /// @return the number of bytes that the instance could send
    private int answer(int streamId, int byteCount) throws IOException {
        client.send(RawFrame.lastHeaders(streamId, Requests.unary()));
        fromInstance.awaitHeaders(streamId);
        instance.send(RawFrame.headers(streamId, HEAD));
        return fromInstance.send(streamId, byteCount);
    }

    /// @return the number of bytes that the client could send
    private int request(int streamId, int byteCount) throws IOException {
        client.send(RawFrame.headers(streamId, Requests.unary()));
        fromInstance.awaitHeaders(streamId);
        return fromClient.send(streamId, byteCount);
    }

    /// Stream ids after the first, which opened the connection to the instance.
    private static int stream(int number) {
        return 2 * number + 3;
    }

    private void assertBounded(int unread) {
        assertThat(gateway.instanceConnections()).isOne();
        assertThat(gateway.path.process().memory().held())
                .isLessThan(2L * CONNECTION_BUFFER + (long) unread * LOW);
    }
}
