package io.monopod.datapath.proxy;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.function.Predicate;

/// Messages are held back until they are complete, so that their stream can continue at another
/// instance. The windows that they use must not block their rest.
@Timeout(60)
class HeldMessagesTest {
    private static final int BUFFER = 65_536;
    private static final int PART = 16_384;
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final RawFrame PING = RawFrame.ping(1);
    private static final HeaderList HEAD =
            HeaderList.of(":status", "200", "content-type", "application/grpc");

    private final ReplayFixture replay = new ReplayFixture();
    private final Gateway gateway =
            new Gateway(
                    replay.decisions, new PathConfig().withoutTimeouts().buffer(BUFFER).build());
    private final RawConnection client = RawConnection.client(gateway.port());
    private RawConnection instance;

    HeldMessagesTest() throws IOException {}

    @BeforeEach
    void call() throws IOException {
        client.send(RawFrame.lastHeaders(1, Requests.unary()));
        instance = replay.acceptFirst();
        instance.awaitHeaders(1);
        client.send(RawFrame.lastHeaders(3, Requests.unary()));
        instance.awaitHeaders(3);
    }

    @AfterEach
    void stop() throws IOException {
        instance.close();
        client.close();
        gateway.close();
        replay.close();
    }

    @Test
    void messageLongerThanItsStreamWindowIsForwarded() throws IOException {
        send(1, BUFFER);

        assertThat(instance.await(credit(1)).number()).isPositive();
    }

    @Test
    void messagesTogetherLongerThanTheConnectionWindowAreForwarded() throws IOException {
        send(1, BUFFER / 2);
        send(3, BUFFER / 2);

        assertThat(instance.await(credit(0)).number()).isPositive();
    }

    @Test
    void cancelledCallsReleaseTheirHeldMessages() throws IOException {
        send(1, BUFFER / 2);
        settle(instance);
        client.send(RawFrame.reset(1, ErrorCode.CANCEL));
        instance.await(RawFrame.RST_STREAM);
        send(3, BUFFER / 2);
        settle(instance);

        client.send(PING);
        client.await(
                frame -> {
                    assertThat(frame.type()).isNotEqualTo(RawFrame.DATA);
                    return frame.is(RawFrame.PING);
                });
    }

    @Test
    void heldMessagesDoNotUseTheConnectionWindow() throws IOException {
        send(1, BUFFER / 4);
        send(3, BUFFER / 4);

        assertThat(instance.await(credit(0)).number()).isEqualTo(BUFFER / 2);
    }

    @Test
    void unexpectedDataGetsCreditBack() throws IOException {
        instance.send(RawFrame.data(1, new byte[PART]), RawFrame.data(3, new byte[PART]));

        assertThat(instance.await(credit(0)).number()).isEqualTo(2 * PART);
    }

    /// The rest of a message may not fit into a low window, so waiting for it would never end.
    @Test
    void messagesAreNotHeldWhileWindowsAreLow() throws IOException {
        send(1, BUFFER / 4);
        client.send(RawFrame.settings(INITIAL_WINDOW_SIZE, 0), RawFrame.windowUpdate(1, BUFFER));
        settle(client);

        send(3, BUFFER); // the client does not read it

        client.await(frame -> frame.is(RawFrame.DATA) && frame.streamId() == 1);
    }

    /// Waits until the gateway has processed what the peer sent.
    private static void settle(RawConnection connection) throws IOException {
        connection.send(PING);
        connection.await(RawFrame.PING);
    }

    /// Sends the start of a message that is longer than all windows.
    private void send(int streamId, int byteCount) throws IOException {
        instance.send(RawFrame.headers(streamId, HEAD));
        for (int sent = 0; sent < byteCount; sent += PART) {
            var part = new byte[PART];
            part[1] = (byte) (sent == 0 ? 1 : 0); // a length of 16 MiB in the prefix
            instance.send(RawFrame.data(streamId, part));
        }
    }

    private static Predicate<RawFrame> credit(int streamId) {
        return frame -> frame.is(RawFrame.WINDOW_UPDATE) && frame.streamId() == streamId;
    }
}
