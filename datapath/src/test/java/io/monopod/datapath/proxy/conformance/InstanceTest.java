package io.monopod.datapath.proxy.conformance;

import static io.monopod.datapath.http2.frame.ErrorCode.CANCEL;
import static io.monopod.datapath.http2.frame.ErrorCode.COMPRESSION_ERROR;
import static io.monopod.datapath.http2.frame.ErrorCode.FLOW_CONTROL_ERROR;
import static io.monopod.datapath.http2.frame.ErrorCode.FRAME_SIZE_ERROR;
import static io.monopod.datapath.http2.frame.ErrorCode.NO_ERROR;
import static io.monopod.datapath.http2.frame.ErrorCode.PROTOCOL_ERROR;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.datapath.http2.frame.RawConnection;
import io.monopod.datapath.http2.frame.RawFrame;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.datapath.proxy.Requests;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;

/// RFC 9113 for instances: their faults affect only their own calls.
class InstanceTest extends InstanceSuite {
    private static final RawFrame HEAD = RawFrame.headers(1, RESPONSE);
    private static final RawFrame DATA = RawFrame.data(1, new byte[] {1, 2, 3});
    private static final RawFrame TRAILERS = RawFrame.lastHeaders(1, OK);
    private static final int MAX = 16_384;
    private static final int LONG_RESPONSE = 8 * MAX;
    private static final int STREAM_WINDOW = 256 * 1024;

    @TestFactory
    Stream<DynamicTest> frames() {
        return Stream.of(
                ignores("unknown frame", new RawFrame(0xf5, 0, 1, new byte[3])),
                ignores("PRIORITY", RawFrame.priority(1, 0)),
                breaks(FRAME_SIZE_ERROR, "too large", RawFrame.data(1, new byte[MAX + 1])),
                breaks(PROTOCOL_ERROR, "DATA on stream 0", RawFrame.data(0)),
                breaks(PROTOCOL_ERROR, "DATA on an idle stream", RawFrame.data(3)),
                breaks(PROTOCOL_ERROR, "DATA on a stream of its own", RawFrame.data(2)),
                breaks(PROTOCOL_ERROR, "HEADERS on stream 0", RawFrame.headers(0, RESPONSE)),
                breaks(PROTOCOL_ERROR, "HEADERS on an idle stream", RawFrame.headers(3, RESPONSE)),
                breaks(PROTOCOL_ERROR, "HEADERS on its own stream", RawFrame.headers(2, RESPONSE)),
                breaks(PROTOCOL_ERROR, "RST_STREAM on an idle stream", RawFrame.reset(3, CANCEL)),
                breaks(PROTOCOL_ERROR, "WINDOW_UPDATE on an idle one", RawFrame.windowUpdate(3, 1)),
                breaks(PROTOCOL_ERROR, "CONTINUATION out of place", RawFrame.continuation(1)),
                breaks(
                        PROTOCOL_ERROR,
                        "PING inside a header block",
                        HEAD.without(RawFrame.END_HEADERS),
                        RawFrame.ping(1)),
                breaks(
                        PROTOCOL_ERROR,
                        "PUSH_PROMISE",
                        new RawFrame(RawFrame.PUSH_PROMISE, RawFrame.END_HEADERS, 1, new byte[4])),
                breaks(COMPRESSION_ERROR, "index 0", RawFrame.block(1, (byte) 0x80)),
                breaks(FRAME_SIZE_ERROR, "short PING", new RawFrame(6, 0, 0, new byte[7])),
                breaks(PROTOCOL_ERROR, "WINDOW_UPDATE of 0", RawFrame.windowUpdate(0, 0)),
                breaks(
                        FLOW_CONTROL_ERROR,
                        "window overflow",
                        RawFrame.windowUpdate(0, Integer.MAX_VALUE)));
    }

    @TestFactory
    Stream<DynamicTest> settings() {
        return Stream.of(
                breaks(PROTOCOL_ERROR, "ENABLE_PUSH of 1", RawFrame.settings(2, 1)),
                ignores("ENABLE_PUSH of 0", RawFrame.settings(2, 0)),
                breaks(FLOW_CONTROL_ERROR, "window of 2^31", RawFrame.settings(4, 0x80000000)),
                breaks(PROTOCOL_ERROR, "small MAX_FRAME_SIZE", RawFrame.settings(5, 1)),
                breaks(FRAME_SIZE_ERROR, "cut short", new RawFrame(4, 0, 0, new byte[5])),
                ignores("unknown setting", RawFrame.settings(0xff, 1)));
    }

    @TestFactory
    Stream<DynamicTest> responses() {
        return Stream.of(
                resets(PROTOCOL_ERROR, "DATA first", DATA),
                resets(PROTOCOL_ERROR, "no status", RawFrame.headers(1, OK)),
                response("two statuses", ":status", "200", ":status", "200"),
                response("status that is not a number", ":status", "abc"),
                response("status of four digits", ":status", "2000"),
                response("switching protocols", ":status", "101"),
                response("pseudo-header field of a request", ":status", "200", ":path", "/"),
                response("upper-case name", ":status", "200", "X", "1"),
                response("NUL in a value", ":status", "200", "a", "\0"),
                response("status last", "a", "b", ":status", "200"),
                response(
                        "content-length that is not a number",
                        ":status",
                        "200",
                        "content-length",
                        "x"),
                resets(PROTOCOL_ERROR, "trailers without the end", HEAD, RawFrame.headers(1, OK)),
                resets(PROTOCOL_ERROR, "two responses", HEAD, HEAD),
                resets(
                        PROTOCOL_ERROR,
                        "interim response that ends",
                        RawFrame.lastHeaders(1, HeaderList.of(":status", "100"))),
                resets(
                        PROTOCOL_ERROR,
                        "declared DATA, but none",
                        RawFrame.lastHeaders(1, declaring(4))),
                resets(
                        PROTOCOL_ERROR,
                        "less DATA than declared",
                        RawFrame.headers(1, declaring(4)),
                        DATA,
                        TRAILERS),
                resets(
                        PROTOCOL_ERROR,
                        "more DATA than declared",
                        RawFrame.headers(1, declaring(2)),
                        DATA),
                test("interim responses pass", InstanceTest::interimResponse));
    }

    private static void interimResponse(RawConnection client, RawConnection instance)
            throws IOException {
        instance.send(RawFrame.headers(1, HeaderList.of(":status", "103")), HEAD, TRAILERS);

        assertThat(client.awaitHeaders(1).first(":status")).isEqualTo("103");
        assertThat(client.awaitHeaders(1).first(":status")).isEqualTo("200");
        assertThat(client.awaitHeaders(1).first("grpc-status")).isEqualTo("0");
    }

    private static DynamicTest response(String name, String... namesAndValues) {
        return resets(PROTOCOL_ERROR, name, RawFrame.headers(1, HeaderList.of(namesAndValues)));
    }

    private static HeaderList declaring(int length) {
        return HeaderList.of(":status", "200", "content-length", "" + length);
    }

    @TestFactory
    Stream<DynamicTest> windows() {
        return Stream.of(
                test("more than the gateway granted on a stream", InstanceTest::tooMuch),
                test("the request respects the windows", InstanceTest::requestRespectsWindows));
    }

    private static void tooMuch(RawConnection client, RawConnection instance) throws IOException {
        // The client grants no window, so nothing is consumed and no credit comes back.
        client.send(RawFrame.settings(4, 0));
        client.await(RawFrame.SETTINGS);
        instance.send(HEAD);
        for (int sent = 0; sent <= STREAM_WINDOW; sent += MAX) {
            instance.send(RawFrame.data(1, new byte[MAX]));
        }

        assertThat(instance.await(RawFrame.RST_STREAM).errorCode()).isEqualTo(FLOW_CONTROL_ERROR);
        client.send(RawFrame.windowUpdate(1, 2 * STREAM_WINDOW), RawFrame.windowUpdate(0, 1 << 20));
        assertLost(client);
    }

    private static void requestRespectsWindows(RawConnection client, RawConnection instance)
            throws IOException {
        instance.send(RawFrame.settings(4, 3));
        instance.await(RawFrame.SETTINGS);
        client.send(
                RawFrame.headers(3, Requests.unary()),
                RawFrame.lastData(3, Requests.message("hello")));
        assertThat(instance.await(RawFrame.DATA).payload()).hasSize(3);

        instance.send(RawFrame.windowUpdate(3, 100));

        var rest = instance.await(RawFrame.DATA);
        assertThat(rest.payload()).hasSize(7);
        assertThat(rest.has(RawFrame.END_STREAM)).isTrue();
    }

    @TestFactory
    Stream<DynamicTest> endings() {
        return Stream.of(
                test("reset with an error loses the call", InstanceTest::resetLoses),
                test("late frames of a cancelled call are ignored", InstanceTest::lateFrames),
                test("a full window of late frames is ignored", InstanceTest::lateWindow),
                test("reset after a queued response", InstanceTest::resetBehindResponse),
                test("end after a queued response", InstanceTest::endBehindResponse),
                test("trailers of the client arrive", InstanceTest::clientTrailers),
                test("GOAWAY lets calls end and none begin", InstanceTest::goAwayLetsCallsEnd),
                breaks(PROTOCOL_ERROR, "GOAWAY on a stream", new RawFrame(7, 0, 1, new byte[8])),
                ignores("two GOAWAYs", RawFrame.goAway(1, NO_ERROR), RawFrame.goAway(1, NO_ERROR)));
    }

    private static void resetLoses(RawConnection client, RawConnection instance)
            throws IOException {
        instance.send(RawFrame.reset(1, CANCEL));

        assertLost(client);
    }

    private static void lateFrames(RawConnection client, RawConnection instance)
            throws IOException {
        client.send(RawFrame.reset(1, CANCEL));
        instance.await(RawFrame.RST_STREAM);

        instance.send(HEAD, DATA, TRAILERS, RawFrame.windowUpdate(1, 1), RawFrame.reset(1, CANCEL));

        ClientSuite.assertAlive(instance);
    }

    /// The smallest messages: more frames than a peer may send without content.
    private static void lateWindow(RawConnection client, RawConnection instance)
            throws IOException {
        client.send(RawFrame.reset(1, CANCEL));
        instance.await(RawFrame.RST_STREAM);
        var frame = RawFrame.data(1, new byte[5]).bytes();
        var frames = new byte[STREAM_WINDOW / 5][];
        Arrays.fill(frames, frame);

        instance.send(RawFrame.join(frames));

        ClientSuite.assertAlive(instance);
    }

    private static void resetBehindResponse(RawConnection client, RawConnection instance)
            throws IOException {
        respondToOpenRequest(client, instance);
        instance.send(RawFrame.reset(3, NO_ERROR));
        ClientSuite.assertAlive(instance);

        assertWholeResponse(client, 0);
    }

    private static void endBehindResponse(RawConnection client, RawConnection instance)
            throws IOException {
        respondToOpenRequest(client, instance);
        instance.close();
        int seen = dataUntilEnd(client, 1);

        assertWholeResponse(client, seen);
    }

    /// A response larger than the client's window, to a request that has not ended.
    private static void respondToOpenRequest(RawConnection client, RawConnection instance)
            throws IOException {
        client.send(RawFrame.headers(3, Requests.to("Chat")));
        instance.awaitHeaders(3);
        instance.send(RawFrame.headers(3, RESPONSE));
        for (int sent = 0; sent < LONG_RESPONSE; sent += MAX) {
            instance.send(RawFrame.data(3, new byte[MAX]));
        }
        instance.send(RawFrame.lastHeaders(3, OK));
    }

    private static void assertWholeResponse(RawConnection client, int seen) throws IOException {
        client.send(
                RawFrame.windowUpdate(0, LONG_RESPONSE), RawFrame.windowUpdate(3, LONG_RESPONSE));

        assertThat(seen + dataUntilEnd(client, 3)).isEqualTo(LONG_RESPONSE);
    }

    /// Reads until the trailers of that stream.
    ///
    /// @return bytes of DATA received, on any stream
    private static int dataUntilEnd(RawConnection client, int streamId) throws IOException {
        int byteCount = 0;
        var frame = client.await(any -> true);
        while (frame.streamId() != streamId || !frame.has(RawFrame.END_STREAM)) {
            assertThat(frame.type()).as(frame.toString()).isNotEqualTo(RawFrame.RST_STREAM);
            byteCount += frame.is(RawFrame.DATA) ? frame.payload().length : 0;
            frame = client.await(any -> true);
        }
        return byteCount;
    }

    private static void clientTrailers(RawConnection client, RawConnection instance)
            throws IOException {
        client.send(
                RawFrame.headers(3, Requests.unary()),
                RawFrame.data(3, Requests.message("hello")),
                RawFrame.lastHeaders(3, HeaderList.of("last", "word")));

        instance.awaitHeaders(3);
        var trailers = instance.await(RawFrame.HEADERS);
        assertThat(trailers.has(RawFrame.END_STREAM)).isTrue();
        assertThat(instance.decode(trailers.payload())).isEqualTo(HeaderList.of("last", "word"));
    }

    private static void goAwayLetsCallsEnd(RawConnection client, RawConnection instance)
            throws IOException {
        instance.send(RawFrame.goAway(1, NO_ERROR));
        instance.send(HEAD, TRAILERS);

        assertThat(client.awaitHeaders(1).first(":status")).isEqualTo("200");
        assertThat(client.awaitHeaders(1).first("grpc-status")).isEqualTo("0");
        instance.awaitEnd();
    }
}
