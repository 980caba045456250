package io.monopod.datapath.proxy.conformance;

import static io.monopod.datapath.http2.frame.ErrorCode.FLOW_CONTROL_ERROR;
import static io.monopod.datapath.http2.frame.ErrorCode.FRAME_SIZE_ERROR;
import static io.monopod.datapath.http2.frame.ErrorCode.PROTOCOL_ERROR;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.datapath.http2.frame.RawConnection;
import io.monopod.datapath.http2.frame.RawFrame;
import io.monopod.datapath.proxy.Requests;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.util.stream.Stream;

/// RFC 9113, sections 5.2, 6.1 and 6.9: DATA, WINDOW_UPDATE and flow control.
class DataTest extends ClientSuite {
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int STREAM_WINDOW = 256 * 1024;
    private static final int MAX_FRAME = 16_384;
    private static final byte[] NOTHING = {};

    @TestFactory
    Stream<DynamicTest> data() {
        return Stream.of(
                breaks(PROTOCOL_ERROR, "on stream 0", RawFrame.data(0, (byte) 1)),
                breaks(PROTOCOL_ERROR, "padding as long as the frame", open(1), padded(6, 6)),
                breaks(PROTOCOL_ERROR, "padding longer than the frame", open(1), padded(6, 255)),
                breaks(
                        FRAME_SIZE_ERROR,
                        "no room for the length of the padding",
                        open(1),
                        RawFrame.data(1).with(RawFrame.PADDED)),
                ignores("nothing but padding", open(1), padded(6, 5)),
                ignores("nothing", open(1), RawFrame.data(1)));
    }

    @TestFactory
    Stream<DynamicTest> paddingIsRemoved() {
        return Stream.of(echoed("no padding at all", 0), echoed("much padding", 255));
    }

    private static DynamicTest echoed(String name, int padding) {
        return test(
                name,
                client -> {
                    var message =
                            RawFrame.lastData(1, Requests.message("hello"))
                                    .with(RawFrame.PADDED)
                                    .around(new byte[] {(byte) padding}, new byte[padding]);
                    client.send(RawFrame.headers(1, Requests.unary()), message);

                    assertThat(client.await(RawFrame.DATA).payload()).hasSize(10).endsWith('o');
                });
    }

    @TestFactory
    Stream<DynamicTest> windowUpdate() {
        return Stream.of(
                breaks(PROTOCOL_ERROR, "of 0", RawFrame.windowUpdate(0, 0)),
                breaks(FRAME_SIZE_ERROR, "too short", new RawFrame(8, 0, 0, new byte[3])),
                breaks(FRAME_SIZE_ERROR, "too long", new RawFrame(8, 0, 0, new byte[5])),
                breaks(
                        FRAME_SIZE_ERROR,
                        "too short, of a stream",
                        open(1),
                        new RawFrame(8, 0, 1, new byte[3])),
                breaks(
                        FLOW_CONTROL_ERROR,
                        "over 2^31-1 in all",
                        RawFrame.windowUpdate(0, Integer.MAX_VALUE)),
                resets(PROTOCOL_ERROR, "of 0", open(1), RawFrame.windowUpdate(1, 0)),
                resets(
                        FLOW_CONTROL_ERROR,
                        "over 2^31-1 in all",
                        open(1),
                        RawFrame.windowUpdate(1, Integer.MAX_VALUE)),
                ignores("up to 2^31-1", RawFrame.windowUpdate(0, Integer.MAX_VALUE - 65_535)));
    }

    @TestFactory
    Stream<DynamicTest> initialWindow() {
        return Stream.of(
                breaks(
                        FLOW_CONTROL_ERROR,
                        "change that takes an open window over 2^31-1",
                        open(1),
                        RawFrame.windowUpdate(1, 1),
                        RawFrame.settings(INITIAL_WINDOW_SIZE, Integer.MAX_VALUE)),
                test("the last of several values counts", DataTest::lastValueCounts),
                test("change opens a window that is closed", DataTest::changeOpensAClosedWindow),
                test("window that became negative", DataTest::negativeWindow));
    }

    private static void lastValueCounts(RawConnection client) throws IOException {
        client.send(RawFrame.settings(INITIAL_WINDOW_SIZE, 100, INITIAL_WINDOW_SIZE, 1));
        client.send(call("hello"));

        assertThat(client.await(RawFrame.DATA).payload()).hasSize(1);
        assertAlive(client);
    }

    private static void changeOpensAClosedWindow(RawConnection client) throws IOException {
        client.send(RawFrame.settings(INITIAL_WINDOW_SIZE, 0));
        client.send(call("hello"));
        client.awaitHeaders(1);

        client.send(RawFrame.settings(INITIAL_WINDOW_SIZE, 1));

        assertThat(client.await(RawFrame.DATA).payload()).hasSize(1);
    }

    private static void negativeWindow(RawConnection client) throws IOException {
        client.send(RawFrame.settings(INITIAL_WINDOW_SIZE, 3));
        client.send(call("hello"));
        assertThat(client.await(RawFrame.DATA).payload()).hasSize(3);

        client.send(RawFrame.settings(INITIAL_WINDOW_SIZE, 2)); // the window is -1 now
        client.send(RawFrame.windowUpdate(1, 1)); // and now 0
        client.send(RawFrame.ping(1));
        assertThat(client.await(frame -> frame.is(RawFrame.DATA) || frame.is(RawFrame.PING)).type())
                .isEqualTo(RawFrame.PING);
        client.send(RawFrame.windowUpdate(1, 2));

        assertThat(client.await(RawFrame.DATA).payload()).hasSize(2);
    }

    @TestFactory
    Stream<DynamicTest> moreThanTheGatewayGranted() {
        return Stream.of(
                resets(
                        FLOW_CONTROL_ERROR,
                        "on a stream",
                        client -> sendMore(client, 1, STREAM_WINDOW + 1)),
                ignores(
                        "exactly the window of a stream",
                        client -> sendMore(client, 1, STREAM_WINDOW)),
                breaks(
                        FLOW_CONTROL_ERROR,
                        "on the connection",
                        client -> {
                            // The gateway returns the connection's window at once, until so much is
                            // held that it lowers the streams' windows, which this client ignores.
                            for (int stream = 1; stream <= 63; stream += 2) {
                                sendMore(client, stream, STREAM_WINDOW);
                            }
                            sendMore(client, 65, 1);
                        }));
    }

    /// Sends on a stream whose DATA is never consumed, because its call is never decided.
    private static void sendMore(RawConnection client, int stream, int byteCount)
            throws IOException {
        client.send(RawFrame.headers(stream, Requests.to(UNDECIDED)));
        for (int left = byteCount; left > 0; left -= MAX_FRAME) {
            client.send(RawFrame.data(stream, new byte[Math.min(left, MAX_FRAME)]));
        }
    }

    private static RawFrame[] call(String text) {
        return new RawFrame[] {
            RawFrame.headers(1, Requests.unary()), RawFrame.lastData(1, Requests.message(text))
        };
    }

    /// A frame of that size that declares that much padding.
    private static RawFrame padded(int size, int padding) {
        return RawFrame.data(1, new byte[size - 1])
                .with(RawFrame.PADDED)
                .around(new byte[] {(byte) padding}, NOTHING);
    }
}
