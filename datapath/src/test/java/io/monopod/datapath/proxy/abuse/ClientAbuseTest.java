package io.monopod.datapath.proxy.abuse;

import static io.monopod.datapath.http2.frame.ErrorCode.CANCEL;
import static io.monopod.datapath.http2.frame.ErrorCode.ENHANCE_YOUR_CALM;
import static io.monopod.datapath.http2.frame.ErrorCode.FLOW_CONTROL_ERROR;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.datapath.config.PathConfig;
import io.monopod.datapath.downstream.Gateway;
import io.monopod.datapath.http2.frame.RawConnection;
import io.monopod.datapath.http2.frame.RawFrame;
import io.monopod.datapath.proxy.Instance;
import io.monopod.datapath.proxy.Ledger;
import io.monopod.datapath.proxy.Requests;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/// Malicious clients.
@Timeout(120)
class ClientAbuseTest {
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int MEGABYTES = 16;

    /// The heap that unread responses may use: up to a window for each.
    private static final int MEGABYTES_OF_ANSWERS = 48;

    private static final int BATCH = 500;

    private static Instance instance;
    private static Ledger ledger;
    private static Gateway gateway;

    @BeforeAll
    static void start() throws IOException {
        instance = new Instance();
        var target = instance.target();
        ledger = new Ledger(_ -> target);
        var soon = Duration.ofSeconds(1);
        gateway = new Gateway(ledger, new PathConfig().frame(soon).stall(soon).write(soon).build());
    }

    @AfterAll
    static void stop() throws InterruptedException {
        try {
            ledger.awaitBalanced(gateway);
        } finally {
            gateway.close();
            instance.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> floods() {
        return Stream.of(
                flood("rapid reset", i -> resetAtOnce(2 * i + 1)),
                flood("rapid reset by the gateway", i -> provokeReset(2 * i + 1)),
                flood("CONTINUATION", ClientAbuseTest::continuation),
                flood("SETTINGS", i -> bytes(RawFrame.settings(INITIAL_WINDOW_SIZE, i))),
                flood("acknowledged SETTINGS", _ -> bytes(RawFrame.settingsAck())),
                flood("PING", i -> bytes(RawFrame.ping(i))),
                flood("PRIORITY", _ -> bytes(RawFrame.priority(1, 0))),
                flood("unknown frames", _ -> bytes(new RawFrame(0xf5, 0, 0))),
                flood("GOAWAY", _ -> bytes(RawFrame.goAway(0, CANCEL))),
                flood("empty DATA", i -> i == 0 ? open(1) : bytes(RawFrame.data(1))),
                flood("DATA of padding", ClientAbuseTest::padding),
                flood("WINDOW_UPDATE", i -> i == 0 ? open(1) : bytes(RawFrame.windowUpdate(1, 1))),
                flood("frames for a closed stream", ClientAbuseTest::late),
                flood("header bomb", ClientAbuseTest::bomb));
    }

    /// The connection ends with ENHANCE_YOUR_CALM, and the client receives that error.
    private static DynamicTest flood(String name, IntFunction<byte[]> frames) {
        return DynamicTest.dynamicTest(
                name,
                () ->
                        Harm.none(
                                name,
                                gateway.port(),
                                MEGABYTES,
                                weigh -> assertCalmed(frames, weigh)));
    }

    private static void assertCalmed(IntFunction<byte[]> frames, Runnable weigh)
            throws IOException {
        try (var client = RawConnection.client(gateway.port())) {
            Thread.ofVirtual().name("flood").start(() -> flood(client, frames));
            assertThat(client.await(RawFrame.GOAWAY).errorCode()).isEqualTo(ENHANCE_YOUR_CALM);
            weigh.run();
        }
    }

    /// Sends frames until the gateway or the test closes the connection.
    private static void flood(RawConnection client, IntFunction<byte[]> frames) {
        boolean open = true;
        for (int i = 0; open; i += BATCH) {
            var batch = new byte[BATCH][];
            for (int at = 0; at < BATCH; at++) {
                batch[at] = frames.apply(i + at);
            }
            open = client.trySend(RawFrame.join(batch));
        }
    }

    private static byte[] bytes(RawFrame... frames) {
        return RawFrame.join(Stream.of(frames).map(RawFrame::bytes).toArray(byte[][]::new));
    }

    private static byte[] open(int streamId) {
        return bytes(RawFrame.headers(streamId, Requests.to("Chat")));
    }

    private static byte[] resetAtOnce(int streamId) {
        return bytes(
                RawFrame.headers(streamId, Requests.unary()), RawFrame.reset(streamId, CANCEL));
    }

    /// Opens a stream that the gateway must reset, because its credit overflows.
    private static byte[] provokeReset(int streamId) {
        return bytes(
                RawFrame.headers(streamId, Requests.unary()),
                RawFrame.windowUpdate(streamId, Integer.MAX_VALUE));
    }

    private static byte[] continuation(int i) {
        return i == 0
                ? bytes(RawFrame.headers(1, Requests.unary()).without(RawFrame.END_HEADERS))
                : bytes(RawFrame.continuation(1).without(RawFrame.END_HEADERS));
    }

    private static byte[] padding(int i) {
        return i == 0
                ? open(1)
                : bytes(
                        RawFrame.data(1)
                                .with(RawFrame.PADDED)
                                .around(new byte[] {10}, new byte[10]));
    }

    private static byte[] late(int i) {
        return i == 0
                ? bytes(
                        RawFrame.headers(1, Requests.unary()),
                        RawFrame.lastData(1, Requests.message("hello")))
                : bytes(RawFrame.reset(1, CANCEL));
    }

    /// Request headers of nearly 64 KiB in some 70 bytes each, without the end of their requests.
    private static byte[] bomb(int i) {
        var request = RawFrame.encode(Requests.unary());
        if (i == 0) {
            return bytes(RawFrame.block(1, RawFrame.join(request, Bomb.FIELD)));
        }
        var references = new byte[15];
        Arrays.fill(references, Bomb.REFERENCE);
        return bytes(RawFrame.block(2 * i + 1, RawFrame.join(request, references)));
    }

    @Test
    void thousandHonestCancelsAreAccepted() throws IOException, InterruptedException {
        Harm.none(
                "honest cancels",
                gateway.port(),
                MEGABYTES,
                weigh -> {
                    try (var client = RawConnection.client(gateway.port())) {
                        for (int i = 0; i < 1000; i++) {
                            client.send(resetAtOnce(2 * i + 1));
                        }
                        assertAnswered(client, 2001);
                        weigh.run();
                    }
                });
    }

    @Test
    void windowOverflowEndsTheConnection() throws IOException, InterruptedException {
        Harm.none(
                "window overflow",
                gateway.port(),
                MEGABYTES,
                weigh -> {
                    try (var client = RawConnection.client(gateway.port())) {
                        client.send(RawFrame.windowUpdate(0, Integer.MAX_VALUE));
                        assertThat(client.await(RawFrame.GOAWAY).errorCode())
                                .isEqualTo(FLOW_CONTROL_ERROR);
                        weigh.run();
                    }
                });
    }

    @Test
    void clientWithAZeroWindowLosesItsCalls() throws IOException, InterruptedException {
        Harm.none(
                "zero-window reader",
                gateway.port(),
                MEGABYTES_OF_ANSWERS,
                weigh -> {
                    try (var client =
                            RawConnection.client(gateway.port(), INITIAL_WINDOW_SIZE, 0)) {
                        for (int id = 1; id < 200; id += 2) {
                            client.send(RawFrame.headers(id, Requests.to("Repeat")));
                            client.send(RawFrame.lastData(id, Requests.message("100000000")));
                        }
                        weigh.run();
                        for (int i = 0; i < 100; i++) {
                            assertThat(client.await(RawFrame.RST_STREAM).errorCode())
                                    .isEqualTo(ENHANCE_YOUR_CALM);
                        }
                    }
                });
    }

    @Test
    void clientThatNeverReadsIsDisconnected() throws IOException, InterruptedException {
        Harm.none(
                "client that never reads",
                gateway.port(),
                MEGABYTES_OF_ANSWERS,
                weigh -> {
                    try (var client = RawConnection.to(gateway.port(), 4096)) {
                        client.send(RawConnection.PREFACE);
                        client.send(RawFrame.settings(), RawFrame.settingsAck());
                        int id = 1;
                        while (client.trySend(unreadAnswer(id))) {
                            id += 2;
                        }
                        weigh.run();
                    }
                });
    }

    /// A request that the gateway itself answers at once.
    private static byte[] unreadAnswer(int streamId) {
        return bytes(
                RawFrame.lastHeaders(
                        streamId, Requests.to("Unary", "grpc-timeout", "not a timeout")));
    }

    @Test
    void slowBytesEndTheConnection() throws IOException, InterruptedException {
        Harm.none(
                "one byte now and then",
                gateway.port(),
                MEGABYTES,
                weigh -> {
                    try (var client = RawConnection.client(gateway.port())) {
                        var frame = bytes(RawFrame.data(1, new byte[10_000]));
                        for (int i = 0; client.trySend(new byte[] {frame[i]}); i++) {
                            LockSupport.parkNanos(10_000_000); // the slowness is the abuse
                        }
                        assertThat(client.await(RawFrame.GOAWAY).errorCode())
                                .isEqualTo(ENHANCE_YOUR_CALM);
                        weigh.run();
                    }
                });
    }

    private static void assertAnswered(RawConnection client, int streamId) throws IOException {
        client.send(
                RawFrame.headers(streamId, Requests.unary()),
                RawFrame.lastData(streamId, Requests.message("hello")));
        var end =
                client.await(
                        frame -> frame.streamId() == streamId && frame.has(RawFrame.END_STREAM));
        assertThat(client.decode(end.payload()).first("grpc-status")).isEqualTo("0");
    }
}
