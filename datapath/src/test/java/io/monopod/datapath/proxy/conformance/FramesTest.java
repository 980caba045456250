package io.monopod.datapath.proxy.conformance;

import static io.monopod.datapath.http2.frame.ErrorCode.COMPRESSION_ERROR;
import static io.monopod.datapath.http2.frame.ErrorCode.FRAME_SIZE_ERROR;
import static io.monopod.datapath.http2.frame.ErrorCode.PROTOCOL_ERROR;

import io.monopod.datapath.http2.frame.RawFrame;
import io.monopod.datapath.proxy.Requests;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.util.stream.Stream;

/// RFC 9113, section 4: HTTP frames.
class FramesTest extends ClientSuite {
    private static final int MAX = 16_384;
    private static final int UNKNOWN = 0xf5;
    private static final int ALL_FLAGS = 0xff;
    private static final int RESERVED_BIT = 0x80000000;

    @TestFactory
    Stream<DynamicTest> format() {
        return Stream.of(
                ignores("frame of unknown type", new RawFrame(UNKNOWN, 0, 0, new byte[8])),
                ignores("frame of unknown type on a stream", new RawFrame(UNKNOWN, 0, 7)),
                ignores(
                        "flags that PING does not have",
                        RawFrame.ping(1).with(ALL_FLAGS & ~RawFrame.ACK)),
                ignores(
                        "flags that WINDOW_UPDATE does not have",
                        RawFrame.windowUpdate(0, 1).with(ALL_FLAGS)),
                ignores(
                        "reserved bit of the stream id",
                        new RawFrame(6, 0, RESERVED_BIT, zeros(8))),
                answers(
                        "reserved bit of a request's stream id",
                        RawFrame.headers(1 | RESERVED_BIT, Requests.unary()),
                        RawFrame.lastData(1 | RESERVED_BIT, Requests.message("hello"))));
    }

    @TestFactory
    Stream<DynamicTest> size() {
        return Stream.of(
                answers(
                        "DATA of the largest size",
                        RawFrame.headers(1, Requests.unary()),
                        RawFrame.lastData(1, largestMessage())),
                breaks(
                        FRAME_SIZE_ERROR,
                        "DATA larger than allowed",
                        open(1),
                        RawFrame.data(1, zeros(MAX + 1))),
                breaks(
                        FRAME_SIZE_ERROR,
                        "HEADERS larger than allowed",
                        RawFrame.block(1, zeros(MAX + 1))),
                breaks(
                        FRAME_SIZE_ERROR,
                        "SETTINGS larger than allowed",
                        new RawFrame(RawFrame.SETTINGS, 0, 0, zeros(MAX + 2))),
                breaks(
                        FRAME_SIZE_ERROR,
                        "unknown frame larger than allowed",
                        new RawFrame(UNKNOWN, 0, 0, zeros(MAX + 1))));
    }

    @TestFactory
    Stream<DynamicTest> headerBlocks() {
        var headers = open(1).without(RawFrame.END_HEADERS);
        return Stream.of(
                breaks(COMPRESSION_ERROR, "invalid header block", RawFrame.block(1, (byte) 0x80)),
                breaks(
                        COMPRESSION_ERROR,
                        "invalid header block of a closed stream",
                        client -> {
                            exchange(client, 1);
                            client.send(RawFrame.block(1, (byte) 0x80));
                        }),
                breaks(PROTOCOL_ERROR, "PRIORITY inside", headers, RawFrame.priority(1, 0)),
                breaks(PROTOCOL_ERROR, "PING inside", headers, RawFrame.ping(1)),
                breaks(PROTOCOL_ERROR, "DATA inside", headers, RawFrame.data(1)),
                breaks(PROTOCOL_ERROR, "another HEADERS inside", headers, headers),
                breaks(PROTOCOL_ERROR, "HEADERS of another stream inside", headers, open(3)),
                breaks(
                        PROTOCOL_ERROR,
                        "unknown frame inside",
                        headers,
                        new RawFrame(UNKNOWN, 0, 0)));
    }

    private static byte[] zeros(int count) {
        return new byte[count];
    }

    /// A gRPC message that fills a frame.
    private static byte[] largestMessage() {
        var message = new byte[MAX];
        var length = RawFrame.int32(MAX - 5);
        System.arraycopy(length, 0, message, 1, 4);
        return message;
    }
}
