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
import java.util.function.Predicate;

/// Messages that are held back until they are whole, because their stream may have to go on from
/// another instance: the windows that they fill must not keep their rest away.
@Timeout(60)
class HeldMessagesTest {
    private static final int BUFFER = 65_536;
    private static final int PART = 16_384;
    private static final RawFrame PING = RawFrame.ping(1);
    private static final HeaderList HEAD =
            HeaderList.of(":status", "200", "content-type", "application/grpc");

    private final ReplayFixture replay = new ReplayFixture();
    private final Gateway gateway =
            new Gateway(replay.decisions, new PathConfig().buffer(BUFFER).build());
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
    void aMessageThatIsLongerThanTheWindowOfItsStreamPasses() throws IOException {
        send(1, BUFFER);

        assertThat(instance.await(credit(1)).number()).isPositive();
    }

    @Test
    void messagesThatTogetherAreLongerThanTheWindowOfTheConnectionPass() throws IOException {
        send(1, BUFFER / 2);
        send(3, BUFFER / 2);

        assertThat(instance.await(credit(0)).number()).isPositive();
    }

    @Test
    void whatCancelledCallsHeldIsThereForOthers() throws IOException {
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
    void theInstanceGetsCreditForWhatCancelledCallsHeld() throws IOException {
        send(1, BUFFER / 4);
        send(3, BUFFER / 4);
        settle(instance);

        client.send(RawFrame.reset(1, ErrorCode.CANCEL), RawFrame.reset(3, ErrorCode.CANCEL));

        assertThat(instance.await(credit(0)).number()).isEqualTo(BUFFER / 2);
    }

    @Test
    void theInstanceGetsCreditForDataThatItMustNotSend() throws IOException {
        instance.send(RawFrame.data(1, new byte[PART]), RawFrame.data(3, new byte[PART]));

        assertThat(instance.await(credit(0)).number()).isEqualTo(2 * PART);
    }

    /// What it sent has been dealt with.
    private static void settle(RawConnection connection) throws IOException {
        connection.send(PING);
        connection.await(RawFrame.PING);
    }

    /// The beginning of a message that is longer than all windows.
    private void send(int streamId, int octets) throws IOException {
        instance.send(RawFrame.headers(streamId, HEAD));
        for (int sent = 0; sent < octets; sent += PART) {
            var part = new byte[PART];
            part[1] = (byte) (sent == 0 ? 1 : 0); // in its prefix: 16 MiB
            instance.send(RawFrame.data(streamId, part));
        }
    }

    private static Predicate<RawFrame> credit(int streamId) {
        return frame -> frame.is(RawFrame.WINDOW_UPDATE) && frame.streamId() == streamId;
    }
}
