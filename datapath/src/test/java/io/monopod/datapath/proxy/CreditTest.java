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

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;

/// WINDOW_UPDATE frames: those for received DATA cost nothing, and unread calls leave credit for
/// others.
@Timeout(60)
class CreditTest {
    private static final HeaderList HEAD =
            HeaderList.of(":status", "200", "content-type", "application/grpc");
    private static final int MAX = 16_384;

    @AutoClose
    private final ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

    @AutoClose
    private final Gateway gateway =
            new Gateway(
                    Decisions.forwardTo(new Target("raw", "localhost", listener.getLocalPort())),
                    new PathConfig().withoutTimeouts().build());

    @AutoClose private final RawConnection client = RawConnection.client(gateway.port(), 4, 0);
    @AutoClose private RawConnection instance;

    /// The instance's credit on the connection, including what it used.
    private long credit = 65_535;

    CreditTest() throws IOException {}

    @BeforeEach
    void call() throws IOException {
        client.send(RawFrame.lastHeaders(1, Requests.unary()));
        instance = new RawConnection(listener.accept());
        instance.welcome();
        awaitHeaders(1);
        instance.send(RawFrame.headers(1, HEAD));
        client.awaitHeaders(1);
    }

    @Test
    void receiverMayDelayWindowUpdates() throws IOException {
        int frames = PathConfig.LIMITS.emptyFrames();
        grantWindow(1, 2 * frames);
        for (int sent = 0; sent < frames; sent++) {
            instance.send(RawFrame.data(1, (byte) 1));
            client.await(RawFrame.DATA);
        }

        var updates = new byte[2 * frames][];
        Arrays.fill(updates, RawFrame.windowUpdate(0, 1).bytes());
        Arrays.fill(updates, frames, 2 * frames, RawFrame.windowUpdate(1, 1).bytes());
        client.send(RawFrame.join(updates));

        assertAlive();
    }

    @Test
    void unearnedWindowUpdatesCount() throws IOException {
        int frames = 2 * PathConfig.LIMITS.emptyFrames();
        var updates = new byte[frames][];
        Arrays.fill(updates, RawFrame.windowUpdate(0, 1).bytes());
        client.trySend(RawFrame.join(updates));

        assertThat(client.await(RawFrame.GOAWAY).errorCode())
                .isEqualTo(ErrorCode.ENHANCE_YOUR_CALM);
    }

    @Test
    void smallCallSucceedsBesideUnreadResponses() throws IOException {
        int window = PathConfig.LIMITS.bufferPerStream();
        int stuck = PathConfig.LIMITS.bufferPerConnection() / window;
        for (int i = 0; i < stuck; i++) {
            int id = 2 * i + 1;
            if (id > 1) {
                client.send(RawFrame.lastHeaders(id, Requests.unary()));
                awaitHeaders(id);
                instance.send(RawFrame.headers(id, HEAD));
            }
            for (int sent = 0; sent < window; sent += MAX) {
                instance.send(RawFrame.data(id, new byte[MAX]));
            }
        }
        int small = 2 * stuck + 1;
        client.send(RawFrame.lastHeaders(small, Requests.unary()));
        awaitHeaders(small);

        // Even within its windows the instance can respond: it has credit on the connection.
        while (credit <= (long) stuck * window) {
            addCredit(instance.await(RawFrame.WINDOW_UPDATE));
        }
        instance.send(RawFrame.headers(small, HEAD), RawFrame.data(small, (byte) 7));
        grantWindow(small, 1);
        assertThat(client.await(RawFrame.DATA).payload()).containsExactly(7);
    }

    /// Waits for the instance to receive HEADERS, and counts the credit that comes before.
    private void awaitHeaders(int streamId) throws IOException {
        instance.await(
                frame -> {
                    addCredit(frame);
                    return frame.is(RawFrame.HEADERS) && frame.streamId() == streamId;
                });
    }

    private void addCredit(RawFrame frame) {
        credit += frame.is(RawFrame.WINDOW_UPDATE) && frame.streamId() == 0 ? frame.number() : 0;
    }

    private void grantWindow(int streamId, int byteCount) throws IOException {
        client.send(
                RawFrame.windowUpdate(0, byteCount), RawFrame.windowUpdate(streamId, byteCount));
    }

    private void assertAlive() throws IOException {
        client.send(RawFrame.ping(5));
        var answer = client.await(frame -> frame.is(RawFrame.PING) || frame.is(RawFrame.GOAWAY));
        assertThat(answer.is(RawFrame.PING)).isTrue();
    }
}
