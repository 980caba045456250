package io.monopod.datapath.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.datapath.Eventually;
import io.monopod.datapath.call.Target;
import io.monopod.datapath.config.PathConfig;
import io.monopod.datapath.downstream.Gateway;
import io.monopod.datapath.http2.frame.RawConnection;
import io.monopod.datapath.http2.frame.RawFrame;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/// A slow peer does not fill the gateway's buffers.
@Timeout(60)
class FlowControlTest {
    private static final int HUGE = Integer.MAX_VALUE;
    private static final int INITIAL_WINDOW_SIZE = 4;

    /// The most bytes that kernel, gateway and instance together may buffer.
    private static final int MAX_BUFFERED = 16 * 1024 * 1024;

    private static final long CALM_NANOS = 300_000_000;

    private Instance instance;
    private Gateway gateway;

    @BeforeEach
    void start() throws IOException {
        instance = new Instance();
        gateway = new Gateway(Decisions.forwardTo(instance.target()));
    }

    @AfterEach
    void stop() {
        gateway.close();
        instance.close();
    }

    @Test
    void instanceSendsNoMoreThanTheClientReads() throws IOException, InterruptedException {
        try (var client = RawConnection.client(gateway.port())) {
            client.send(RawFrame.headers(1, Requests.to("Repeat")));
            client.send(RawFrame.lastData(1, Requests.message("1000000")));

            int received = 0;
            while (received < 65_535) {
                received += client.await(RawFrame.DATA).payload().length;
            }
            assertThat(received).isEqualTo(65_535);
            assertStalled();
        }
    }

    @Test
    void buffersStayBoundedForAClientThatReadsNothing() throws IOException, InterruptedException {
        try (var client = RawConnection.to(gateway.port(), 4096)) {
            client.greet(INITIAL_WINDOW_SIZE, HUGE);
            client.send(RawFrame.windowUpdate(0, HUGE - 65_535));
            client.send(RawFrame.headers(1, Requests.to("Repeat")));
            client.send(RawFrame.lastData(1, Requests.message("100000000")));

            assertStalled();
            try (var other = RawConnection.client(gateway.port())) {
                other.send(RawFrame.headers(1, Requests.unary()));
                other.send(RawFrame.lastData(1, Requests.message("hello")));
                assertThat(other.await(RawFrame.DATA).payload()).endsWith((byte) 'o');
            }
        }
    }

    @Test
    void buffersStayBoundedForAnInstanceThatReadsNothing()
            throws IOException, InterruptedException {
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var other = new Gateway(Decisions.forwardTo(target(listener)));
                var client = RawConnection.client(other.port())) {
            client.send(RawFrame.headers(1, Requests.unary()));
            try (var mute = new RawConnection(listener.accept())) {
                mute.welcome(INITIAL_WINDOW_SIZE, HUGE);
                mute.send(RawFrame.windowUpdate(0, HUGE - 65_535));
                var sent = new AtomicInteger();
                Thread.ofVirtual().start(() -> sendAsAllowed(client, sent));

                assertStalled(sent::get);
            }
        }
    }

    /// Sends DATA on stream 1 as long as the gateway grants credit.
    private static void sendAsAllowed(RawConnection client, AtomicInteger sent) {
        int allowed = PathConfig.LIMITS.bufferPerStream();
        try {
            while (true) {
                for (; allowed >= 16_384; allowed -= 16_384) {
                    client.send(RawFrame.data(1, new byte[16_384]));
                    sent.addAndGet(16_384);
                }
                var credit =
                        client.await(
                                frame -> frame.is(RawFrame.WINDOW_UPDATE) && frame.streamId() == 1);
                allowed += credit.number();
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    private static Target target(ServerSocket listener) {
        return new Target("mute", "localhost", listener.getLocalPort());
    }

    @Test
    void openedWindowReleasesTheRest() throws IOException {
        try (var client = RawConnection.client(gateway.port(), INITIAL_WINDOW_SIZE, 0)) {
            client.send(RawFrame.headers(1, Requests.unary()));
            client.send(RawFrame.lastData(1, Requests.message("hello")));
            client.awaitHeaders(1);

            client.send(RawFrame.windowUpdate(1, 3));
            assertThat(client.await(RawFrame.DATA).payload()).hasSize(3);
            client.send(RawFrame.windowUpdate(1, 100));
            assertThat(client.await(RawFrame.DATA).payload()).endsWith((byte) 'o');
            assertThat(client.awaitHeaders(1).first("grpc-status")).isEqualTo("0");
        }
    }

    /// Asserts that the instance stops sending for a while.
    private void assertStalled() throws InterruptedException {
        assertStalled(instance::sent);
    }

    private static void assertStalled(IntSupplier sent) throws InterruptedException {
        Eventually.holds(() -> sent.getAsInt() > 0);
        var seen = new long[] {0, System.nanoTime()};
        Eventually.holds(() -> unchanged(sent.getAsInt(), seen));
        assertThat(sent.getAsInt()).isLessThan(MAX_BUFFERED);
    }

    /// @param now the bytes sent so far
    /// @param seen the bytes sent at the last change, and the time of that change
    private static boolean unchanged(int now, long[] seen) {
        if (now != seen[0]) {
            seen[0] = now;
            seen[1] = System.nanoTime();
        }
        return System.nanoTime() - seen[1] > CALM_NANOS;
    }
}
