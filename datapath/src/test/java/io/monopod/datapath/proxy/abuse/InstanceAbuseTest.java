package io.monopod.datapath.proxy.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.datapath.call.Target;
import io.monopod.datapath.config.PathConfig;
import io.monopod.datapath.downstream.Gateway;
import io.monopod.datapath.http2.frame.ErrorCode;
import io.monopod.datapath.http2.frame.RawConnection;
import io.monopod.datapath.http2.frame.RawFrame;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.datapath.proxy.Instance;
import io.monopod.datapath.proxy.Ledger;
import io.monopod.datapath.proxy.Requests;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/// Malicious or broken instances: their calls are lost, but the client's connection and its calls
/// to other instances continue.
@Timeout(120)
class InstanceAbuseTest {
    private static final int MEGABYTES = 16;
    private static final int BATCH = 500;
    private static final RawFrame HEAD =
            RawFrame.headers(
                    1, HeaderList.of(":status", "200", "content-type", "application/grpc"));

    private static ServerSocket listener;
    private static Instance honest;
    private static Ledger ledger;
    private static Gateway gateway;

    @BeforeAll
    static void start() throws IOException {
        listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        honest = new Instance();
        var bad = new Target("bad", "localhost", listener.getLocalPort());
        var good = honest.target();
        var unary = Requests.unary();
        ledger = new Ledger(head -> head.equals(unary) ? good : bad);
        var soon = Duration.ofSeconds(1);
        gateway =
                new Gateway(ledger, new PathConfig().frame(soon).write(soon).connect(soon).build());
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        try {
            ledger.awaitBalanced(gateway);
        } finally {
            gateway.close();
            honest.close();
            listener.close();
        }
    }

    /// What the instance does with its connection, which has the call on stream 1.
    @FunctionalInterface
    private interface Script {
        void run(RawConnection instance) throws IOException;
    }

    @TestFactory
    Stream<DynamicTest> floods() {
        return Stream.of(
                flood("SETTINGS", i -> RawFrame.settings(4, i)),
                flood("acknowledged SETTINGS", _ -> RawFrame.settingsAck()),
                flood("PING", RawFrame::ping),
                flood("PRIORITY", _ -> RawFrame.priority(1, 0)),
                flood("unknown frames", _ -> new RawFrame(0xf5, 0, 0)),
                flood("empty DATA", i -> i == 0 ? HEAD : RawFrame.data(1)),
                flood("WINDOW_UPDATE", _ -> RawFrame.windowUpdate(1, 1)),
                flood("CONTINUATION", InstanceAbuseTest::continuation),
                flood("interim responses", _ -> interim()),
                flood("header bomb", i -> i == 0 ? bomb() : RawFrame.reset(1, ErrorCode.CANCEL)));
    }

    @TestFactory
    Stream<DynamicTest> others() {
        return Stream.of(
                loses(
                        "window overflow",
                        instance -> instance.send(RawFrame.windowUpdate(0, Integer.MAX_VALUE))),
                loses("one byte now and then", instance -> drip(instance)),
                loses(
                        "resets the call",
                        instance -> instance.send(RawFrame.reset(1, ErrorCode.CANCEL))),
                loses("closes", instance -> instance.close()),
                DynamicTest.dynamicTest(
                        "accepts and never sends", () -> harm("silent", this::neverSend)),
                DynamicTest.dynamicTest(
                        "sends GOAWAY at once", () -> harm("GOAWAY", this::goAwayAtOnce)));
    }

    private static DynamicTest flood(String name, IntFunction<RawFrame> frames) {
        return loses(name, instance -> flood(instance, frames));
    }

    /// Sends frames until the gateway closes the connection or the test ends.
    private static void flood(RawConnection instance, IntFunction<RawFrame> frames) {
        Thread.ofVirtual()
                .name("flood")
                .start(
                        () -> {
                            boolean open = true;
                            for (int i = 0; open; i += BATCH) {
                                var batch = new byte[BATCH][];
                                for (int at = 0; at < BATCH; at++) {
                                    batch[at] = frames.apply(i + at).bytes();
                                }
                                open = instance.trySend(RawFrame.join(batch));
                            }
                        });
    }

    private static DynamicTest loses(String name, Script script) {
        return DynamicTest.dynamicTest(
                name,
                () ->
                        harm(
                                "instance: " + name,
                                client -> {
                                    try (var instance = new RawConnection(listener.accept())) {
                                        instance.welcome();
                                        instance.awaitHeaders(1);
                                        script.run(instance);
                                        assertLost(client);
                                    }
                                }));
    }

    private interface Scene {
        void play(RawConnection client) throws IOException;
    }

    private static void harm(String name, Scene scene) throws IOException, InterruptedException {
        Harm.none(
                name,
                gateway.port(),
                MEGABYTES,
                weigh -> {
                    try (var client = RawConnection.client(gateway.port())) {
                        client.send(RawFrame.headers(1, Requests.to("Chat")));
                        scene.play(client);
                        weigh.run();
                        assertServed(client);
                    }
                });
    }

    private void neverSend(RawConnection client) throws IOException {
        try (var socket = listener.accept()) {
            assertLost(client);
            assertThat(socket.isClosed()).isFalse();
        }
    }

    /// The instance allows no streams and sends GOAWAY on every connection.
    private void goAwayAtOnce(RawConnection client) throws IOException {
        Thread.ofVirtual().start(InstanceAbuseTest::sendGoAwayToAll);
        assertLost(client);
    }

    private static void sendGoAwayToAll() {
        try {
            for (int i = 0; i < 5; i++) {
                try (var instance = new RawConnection(listener.accept())) {
                    instance.welcome(3, 0);
                    instance.send(RawFrame.goAway(0, ErrorCode.NO_ERROR));
                    instance.awaitEnd();
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertLost(RawConnection client) throws IOException {
        var end = client.await(frame -> frame.streamId() == 1 && frame.has(RawFrame.END_STREAM));
        assertThat(client.decode(end.payload()).first("grpc-status")).isEqualTo("14");
    }

    /// A call to another instance, on the same client connection, succeeds.
    private static void assertServed(RawConnection client) throws IOException {
        client.send(
                RawFrame.headers(3, Requests.unary()),
                RawFrame.lastData(3, Requests.message("hello")));
        var end = client.await(frame -> frame.streamId() == 3 && frame.has(RawFrame.END_STREAM));
        assertThat(client.decode(end.payload()).first("grpc-status")).isEqualTo("0");
    }

    private static void drip(RawConnection instance) {
        var frame = RawFrame.data(1, new byte[10_000]).bytes();
        Thread.ofVirtual()
                .start(
                        () -> {
                            for (int i = 0; instance.trySend(new byte[] {frame[i]}); i++) {
                                LockSupport.parkNanos(10_000_000); // the slowness is the abuse
                            }
                        });
    }

    private static RawFrame continuation(int i) {
        return i == 0
                ? HEAD.without(RawFrame.END_HEADERS)
                : RawFrame.continuation(1).without(RawFrame.END_HEADERS);
    }

    private static RawFrame interim() {
        return RawFrame.headers(1, HeaderList.of(":status", "103", "link", "x".repeat(1000)));
    }

    /// A field that enters the dynamic table and is repeated until the list is far too large.
    private static RawFrame bomb() {
        var references = new byte[10_000];
        Arrays.fill(references, Bomb.REFERENCE);
        return RawFrame.block(1, RawFrame.join(new byte[] {(byte) 0x88}, Bomb.FIELD, references));
    }
}
