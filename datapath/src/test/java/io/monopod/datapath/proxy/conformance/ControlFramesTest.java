package io.monopod.datapath.proxy.conformance;

import static io.monopod.datapath.http2.frame.ErrorCode.CANCEL;
import static io.monopod.datapath.http2.frame.ErrorCode.FLOW_CONTROL_ERROR;
import static io.monopod.datapath.http2.frame.ErrorCode.FRAME_SIZE_ERROR;
import static io.monopod.datapath.http2.frame.ErrorCode.NO_ERROR;
import static io.monopod.datapath.http2.frame.ErrorCode.PROTOCOL_ERROR;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.datapath.http2.frame.RawConnection;
import io.monopod.datapath.http2.frame.RawFrame;
import io.monopod.datapath.proxy.Requests;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.util.stream.Stream;

/// RFC 9113, sections 6.3 to 6.8: PRIORITY, RST_STREAM, SETTINGS, PUSH_PROMISE, PING and GOAWAY.
class ControlFramesTest extends ClientSuite {
    private static final int HEADER_TABLE_SIZE = 1;
    private static final int ENABLE_PUSH = 2;
    private static final int MAX_CONCURRENT_STREAMS = 3;
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int MAX_FRAME_SIZE = 5;
    private static final int MAX_HEADER_LIST_SIZE = 6;
    private static final int UNKNOWN = 0xff;

    @TestFactory
    Stream<DynamicTest> priority() {
        return Stream.of(
                breaks(PROTOCOL_ERROR, "on stream 0", RawFrame.priority(0, 1)),
                resets(FRAME_SIZE_ERROR, "too short", open(1), new RawFrame(2, 0, 1, new byte[4])),
                resets(FRAME_SIZE_ERROR, "too long", open(1), new RawFrame(2, 0, 1, new byte[6])),
                breaks(
                        FRAME_SIZE_ERROR,
                        "too short, on an idle stream",
                        new RawFrame(2, 0, 1, new byte[4])),
                ignores("on an idle stream", RawFrame.priority(1, 0)),
                ignores("on an open stream", open(1), RawFrame.priority(1, 0)));
    }

    @TestFactory
    Stream<DynamicTest> resetStream() {
        return Stream.of(
                breaks(PROTOCOL_ERROR, "on stream 0", RawFrame.reset(0, CANCEL)),
                breaks(PROTOCOL_ERROR, "on an idle stream", RawFrame.reset(1, CANCEL)),
                breaks(FRAME_SIZE_ERROR, "too short", open(1), new RawFrame(3, 0, 1, new byte[3])),
                breaks(FRAME_SIZE_ERROR, "too long", open(1), new RawFrame(3, 0, 1, new byte[5])),
                ignores(
                        "unknown error code",
                        open(1),
                        new RawFrame(3, 0, 1, new byte[] {1, 2, 3, 4})));
    }

    @TestFactory
    Stream<DynamicTest> settings() {
        return Stream.of(
                breaks(
                        FRAME_SIZE_ERROR,
                        "acknowledgement with a payload",
                        RawFrame.settings(UNKNOWN, 0).with(RawFrame.ACK)),
                breaks(PROTOCOL_ERROR, "on a stream", new RawFrame(4, 0, 1)),
                breaks(FRAME_SIZE_ERROR, "cut short", new RawFrame(4, 0, 0, new byte[5])),
                breaks(PROTOCOL_ERROR, "ENABLE_PUSH of 2", RawFrame.settings(ENABLE_PUSH, 2)),
                breaks(
                        FLOW_CONTROL_ERROR,
                        "INITIAL_WINDOW_SIZE of 2^31",
                        RawFrame.settings(INITIAL_WINDOW_SIZE, 0x80000000)),
                breaks(
                        PROTOCOL_ERROR,
                        "MAX_FRAME_SIZE below 2^14",
                        RawFrame.settings(MAX_FRAME_SIZE, 16_383)),
                breaks(
                        PROTOCOL_ERROR,
                        "MAX_FRAME_SIZE of 2^24",
                        RawFrame.settings(MAX_FRAME_SIZE, 1 << 24)),
                acknowledged("nothing"),
                acknowledged("ENABLE_PUSH of 0", ENABLE_PUSH, 0),
                acknowledged("ENABLE_PUSH of 1", ENABLE_PUSH, 1),
                acknowledged("the largest MAX_FRAME_SIZE", MAX_FRAME_SIZE, (1 << 24) - 1),
                acknowledged("the largest window", INITIAL_WINDOW_SIZE, Integer.MAX_VALUE),
                acknowledged("unlimited streams", MAX_CONCURRENT_STREAMS, -1),
                acknowledged("unlimited header lists", MAX_HEADER_LIST_SIZE, -1),
                acknowledged("no dynamic table", HEADER_TABLE_SIZE, 0),
                acknowledged("unknown setting", UNKNOWN, 1),
                ignores("unexpected acknowledgement", RawFrame.settingsAck()));
    }

    private static DynamicTest acknowledged(String name, int... idsAndValues) {
        return test(
                "acknowledged: " + name,
                client -> {
                    client.send(RawFrame.settings(idsAndValues));
                    assertThat(client.await(RawFrame.SETTINGS).has(RawFrame.ACK)).isTrue();
                    assertAlive(client);
                    exchange(client, 1);
                });
    }

    @TestFactory
    Stream<DynamicTest> pushPromise() {
        var promise = RawFrame.join(RawFrame.int32(2), RawFrame.encode(Requests.unary()));
        return Stream.of(
                breaks(
                        PROTOCOL_ERROR,
                        "from a client",
                        open(1),
                        new RawFrame(RawFrame.PUSH_PROMISE, RawFrame.END_HEADERS, 1, promise)));
    }

    @TestFactory
    Stream<DynamicTest> ping() {
        return Stream.of(
                breaks(PROTOCOL_ERROR, "on a stream", new RawFrame(6, 0, 1, new byte[8])),
                breaks(FRAME_SIZE_ERROR, "too short", new RawFrame(6, 0, 0, new byte[7])),
                breaks(FRAME_SIZE_ERROR, "too long", new RawFrame(6, 0, 0, new byte[9])),
                ignores("unexpected acknowledgement", RawFrame.ping(7).with(RawFrame.ACK)));
    }

    @Test
    void pingIsAnsweredWithItsBytes() throws IOException {
        try (var client = RawConnection.client(port())) {
            client.send(RawFrame.ping(0x0102030405060708L));

            var answer = client.await(RawFrame.PING);
            assertThat(answer.has(RawFrame.ACK)).isTrue();
            assertThat(answer.payload()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        }
    }

    @TestFactory
    Stream<DynamicTest> goAway() {
        return Stream.of(
                breaks(PROTOCOL_ERROR, "on a stream", new RawFrame(7, 0, 1, new byte[8])),
                breaks(FRAME_SIZE_ERROR, "too short", new RawFrame(7, 0, 0, new byte[7])),
                ignores("with debug data", new RawFrame(7, 0, 0, new byte[20])),
                answers(
                        "open calls",
                        RawFrame.headers(1, Requests.unary()),
                        RawFrame.goAway(0, NO_ERROR),
                        RawFrame.lastData(1, Requests.message("hello"))));
    }
}
