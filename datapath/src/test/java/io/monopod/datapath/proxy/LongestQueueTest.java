package io.monopod.datapath.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.datapath.call.CallEnd;
import io.monopod.datapath.call.Target;
import io.monopod.datapath.config.DataPathConfig;
import io.monopod.datapath.config.PathConfig;
import io.monopod.datapath.config.ProcessLimits;
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

/// Without free memory, the call that holds most makes room for the others of its connection.
@Timeout(60)
class LongestQueueTest {
    private static final HeaderList HEAD =
            HeaderList.of(":status", "200", "content-type", "application/grpc");
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int KIB = 1024;

    /// A single connection gets half of it.
    private static final int MEMORY = 256 * KIB;

    private static final int LONG = 80 * KIB;
    private static final int SHORT = 64 * KIB;

    @AutoClose
    private final ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

    private final Decisions decisions =
            Decisions.forwardTo(new Target("raw", "localhost", listener.getLocalPort()));

    @AutoClose
    private final Gateway gateway =
            new Gateway(
                    decisions,
                    new DataPathConfig(
                            PathConfig.LIMITS,
                            PathConfig.DEFAULT.times(),
                            new ProcessLimits(MEMORY, MEMORY, 10, 10, 100, 100)));

    @AutoClose
    private final RawConnection client =
            RawConnection.client(gateway.port(), INITIAL_WINDOW_SIZE, 0);

    @AutoClose private RawConnection instance;
    private Sender fromInstance;

    LongestQueueTest() throws IOException {}

    @BeforeEach
    void callWithALongAnswer() throws IOException {
        client.send(RawFrame.lastHeaders(1, Requests.unary()));
        instance = new RawConnection(listener.accept());
        instance.welcome();
        fromInstance = new Sender(instance);
        answer(1, LONG);
    }

    @Test
    void longestResponseEndsIfThereIsNoMemoryForAnother() throws Exception {
        call(3);

        answer(3, SHORT);

        assertThat(awaitEnd(1).first("grpc-status")).isEqualTo("8");
        assertThat(decisions.ends.take()).isEqualTo(new CallEnd.Overloaded(true));
        assertPasses(3, SHORT);
    }

    @Test
    void longestResponseEndsEvenIfItIsComplete() throws IOException {
        instance.send(RawFrame.lastHeaders(1, HeaderList.of("grpc-status", "0")));
        call(3);

        answer(3, SHORT);

        var reset = client.await(RawFrame.RST_STREAM);
        assertThat(reset.streamId()).isOne();
        assertThat(reset.errorCode()).isEqualTo(ErrorCode.ENHANCE_YOUR_CALM);
        assertPasses(3, SHORT);
    }

    @Test
    void longestResponseDoesNotGrowAtTheCostOfOthers() throws IOException {
        call(3);
        answer(3, 16 * KIB);

        fromInstance.send(1, SHORT);

        assertThat(awaitEnd(1).first("grpc-status")).isEqualTo("8");
        assertPasses(3, 16 * KIB);
    }

    private void call(int streamId) throws IOException {
        client.send(RawFrame.lastHeaders(streamId, Requests.unary()));
    }

    private void answer(int streamId, int byteCount) throws IOException {
        fromInstance.awaitHeaders(streamId);
        instance.send(RawFrame.headers(streamId, HEAD));
        fromInstance.send(streamId, byteCount);
    }

    /// Waits for the gateway's answer in place of the instance's.
    private HeaderList awaitEnd(int streamId) throws IOException {
        var end = client.await(frame -> frame.has(RawFrame.END_STREAM));
        assertThat(end.streamId()).isEqualTo(streamId);
        return client.decode(end.payload());
    }

    private void assertPasses(int streamId, int byteCount) throws IOException {
        client.send(RawFrame.windowUpdate(streamId, byteCount));
        int received = 0;
        while (received < byteCount - 1) {
            var data = client.await(RawFrame.DATA);
            assertThat(data.streamId()).isEqualTo(streamId);
            received += data.payload().length;
        }
    }
}
