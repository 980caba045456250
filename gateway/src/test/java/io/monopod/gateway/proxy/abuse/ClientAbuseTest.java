package io.monopod.gateway.proxy.abuse;

import static io.monopod.gateway.http2.ErrorCode.CANCEL;
import static io.monopod.gateway.http2.ErrorCode.ENHANCE_YOUR_CALM;
import static io.monopod.gateway.http2.ErrorCode.FLOW_CONTROL_ERROR;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.gateway.http2.RawConnection;
import io.monopod.gateway.http2.RawFrame;
import io.monopod.gateway.proxy.Gateway;
import io.monopod.gateway.proxy.Instance;
import io.monopod.gateway.proxy.Ledger;
import io.monopod.gateway.proxy.PathConfig;
import io.monopod.gateway.proxy.Requests;

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

/// Clients that mean harm.
@Timeout(120)
class ClientAbuseTest {
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int MEGABYTES = 48;
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
                flood("rapid reset by our hand", i -> provokeReset(2 * i + 1)),
                flood("CONTINUATION", ClientAbuseTest::continuation),
                flood("SETTINGS", i -> octets(RawFrame.settings(INITIAL_WINDOW_SIZE, i))),
                flood("acknowledged SETTINGS", _ -> octets(RawFrame.settingsAck())),
                flood("PING", i -> octets(RawFrame.ping(i))),
                flood("PRIORITY", _ -> octets(RawFrame.priority(1, 0))),
                flood("unknown frames", _ -> octets(new RawFrame(0xf5, 0, 0))),
                flood("GOAWAY", _ -> octets(RawFrame.goAway(0, CANCEL))),
                flood("empty DATA", i -> i == 0 ? open(1) : octets(RawFrame.data(1))),
                flood("DATA of padding", ClientAbuseTest::padding),
                flood("WINDOW_UPDATE", i -> i == 0 ? open(1) : octets(RawFrame.windowUpdate(1, 1))),
                flood("frames for a closed stream", ClientAbuseTest::late),
                flood("header bomb", ClientAbuseTest::bomb));
    }

    /// The connection ends with ENHANCE_YOUR_CALM, and the client learns of it.
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

    /// Until the gateway closes the connection, or the test does.
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

    private static byte[] octets(RawFrame... frames) {
        return RawFrame.join(Stream.of(frames).map(RawFrame::octets).toArray(byte[][]::new));
    }

    private static byte[] open(int streamId) {
        return octets(RawFrame.headers(streamId, Requests.to("Chat")));
    }

    private static byte[] resetAtOnce(int streamId) {
        return octets(
                RawFrame.headers(streamId, Requests.unary()), RawFrame.reset(streamId, CANCEL));
    }

    /// An open stream that the gateway has to reset, because of credit that overflows.
    private static byte[] provokeReset(int streamId) {
        return octets(
                RawFrame.headers(streamId, Requests.unary()),
                RawFrame.windowUpdate(streamId, Integer.MAX_VALUE));
    }

    private static byte[] continuation(int i) {
        return i == 0
                ? octets(RawFrame.headers(1, Requests.unary()).without(RawFrame.END_HEADERS))
                : octets(RawFrame.continuation(1).without(RawFrame.END_HEADERS));
    }

    private static byte[] padding(int i) {
        return i == 0
                ? open(1)
                : octets(
                        RawFrame.data(1)
                                .with(RawFrame.PADDED)
                                .around(new byte[] {10}, new byte[10]));
    }

    private static byte[] late(int i) {
        return i == 0
                ? octets(
                        RawFrame.headers(1, Requests.unary()),
                        RawFrame.lastData(1, Requests.message("hello")))
                : octets(RawFrame.reset(1, CANCEL));
    }

    /// Heads of nearly 64 KiB in some 70 octets each, which do not end their requests.
    private static byte[] bomb(int i) {
        var request = RawFrame.encode(Requests.unary());
        if (i == 0) {
            return octets(RawFrame.block(1, RawFrame.join(request, Bomb.FIELD)));
        }
        var references = new byte[15];
        Arrays.fill(references, Bomb.REFERENCE);
        return octets(RawFrame.block(2 * i + 1, RawFrame.join(request, references)));
    }

    @Test
    void thousandHonestCancelsAreFine() throws IOException, InterruptedException {
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
    void windowThatOverflowsEndsTheConnection() throws IOException, InterruptedException {
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
    void readerWithoutAWindowLosesItsCalls() throws IOException, InterruptedException {
        Harm.none(
                "zero-window reader",
                gateway.port(),
                MEGABYTES,
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
    void clientThatNeverReadsIsGivenUp() throws IOException, InterruptedException {
        Harm.none(
                "client that never reads",
                gateway.port(),
                MEGABYTES,
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

    /// A request that is answered at once, by the gateway itself.
    private static byte[] unreadAnswer(int streamId) {
        return octets(
                RawFrame.lastHeaders(
                        streamId, Requests.to("Unary", "grpc-timeout", "not a timeout")));
    }

    @Test
    void octetNowAndThenEndsTheConnection() throws IOException, InterruptedException {
        Harm.none(
                "one octet now and then",
                gateway.port(),
                MEGABYTES,
                weigh -> {
                    try (var client = RawConnection.client(gateway.port())) {
                        var frame = octets(RawFrame.data(1, new byte[10_000]));
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
