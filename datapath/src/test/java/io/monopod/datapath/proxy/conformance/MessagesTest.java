package io.monopod.datapath.proxy.conformance;

import static io.monopod.datapath.http2.frame.ErrorCode.FRAME_SIZE_ERROR;
import static io.monopod.datapath.http2.frame.ErrorCode.PROTOCOL_ERROR;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.datapath.http2.frame.RawConnection;
import io.monopod.datapath.http2.frame.RawFrame;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.datapath.proxy.Bytes;
import io.monopod.datapath.proxy.Requests;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// RFC 9113, sections 6.2, 6.10 and 8: HEADERS, CONTINUATION and valid header lists.
class MessagesTest extends ClientSuite {
    private static final String PATH = "/" + Bytes.SERVICE + "/Unary";
    private static final byte[] NOTHING = {};
    private static final RawFrame MESSAGE = RawFrame.lastData(1, Requests.message("hello"));

    @TestFactory
    Stream<DynamicTest> headers() {
        var head = RawFrame.headers(1, Requests.unary());
        return Stream.of(
                breaks(PROTOCOL_ERROR, "on stream 0", RawFrame.headers(0, Requests.unary())),
                breaks(
                        PROTOCOL_ERROR,
                        "padding longer than the frame",
                        RawFrame.block(1, (byte) 0x83)
                                .with(RawFrame.PADDED)
                                .around(of(9), NOTHING)),
                breaks(
                        FRAME_SIZE_ERROR,
                        "no room for the length of the padding",
                        RawFrame.block(1).with(RawFrame.PADDED)),
                breaks(
                        FRAME_SIZE_ERROR,
                        "no room for the priority",
                        RawFrame.block(1, of(1, 2, 3, 4)).with(RawFrame.WITH_PRIORITY)),
                answers(
                        "with padding",
                        head.with(RawFrame.PADDED).around(of(3), new byte[3]),
                        MESSAGE),
                answers(
                        "with a priority",
                        head.with(RawFrame.WITH_PRIORITY).around(new byte[5], NOTHING),
                        MESSAGE),
                answers(
                        "with both",
                        head.with(RawFrame.PADDED | RawFrame.WITH_PRIORITY)
                                .around(of(3, 0, 0, 0, 0, 9), new byte[3]),
                        MESSAGE));
    }

    @TestFactory
    Stream<DynamicTest> continuation() {
        var block = RawFrame.encode(Requests.unary());
        return Stream.of(
                answers("one", client -> sendInParts(client, block, block.length / 2)),
                answers("one for each byte", client -> sendInParts(client, block, 1)),
                answers(
                        "empty HEADERS before it",
                        RawFrame.block(1).without(RawFrame.END_HEADERS),
                        RawFrame.continuation(1, block),
                        MESSAGE),
                breaks(PROTOCOL_ERROR, "after the last part", open(1), RawFrame.continuation(1)),
                breaks(
                        PROTOCOL_ERROR,
                        "on stream 0",
                        open(1).without(RawFrame.END_HEADERS),
                        RawFrame.continuation(0)),
                breaks(
                        PROTOCOL_ERROR,
                        "of another stream",
                        open(1).without(RawFrame.END_HEADERS),
                        RawFrame.continuation(3)),
                breaks(
                        PROTOCOL_ERROR,
                        "after DATA",
                        open(1),
                        RawFrame.data(1),
                        RawFrame.continuation(1)));
    }

    private static void sendInParts(RawConnection client, byte[] block, int size)
            throws IOException {
        client.send(RawFrame.block(1, Arrays.copyOf(block, size)).without(RawFrame.END_HEADERS));
        for (int from = size; from < block.length; from += size) {
            int to = Math.min(block.length, from + size);
            var part = RawFrame.continuation(1, Arrays.copyOfRange(block, from, to));
            client.send(to == block.length ? part : part.without(RawFrame.END_HEADERS));
        }
        client.send(MESSAGE);
    }

    @TestFactory
    Stream<DynamicTest> trailers() {
        var last = HeaderList.of("last", "word");
        return Stream.of(
                resets(PROTOCOL_ERROR, "without the end", open(1), RawFrame.headers(1, last)),
                resets(
                        PROTOCOL_ERROR,
                        "with a pseudo-header field",
                        open(1),
                        RawFrame.lastHeaders(1, HeaderList.of(":method", "POST"))),
                resets(
                        PROTOCOL_ERROR,
                        "with an upper-case name",
                        open(1),
                        RawFrame.lastHeaders(1, HeaderList.of("Last", "word"))));
    }

    @TestFactory
    Stream<DynamicTest> fields() {
        return Stream.of(
                malformed("upper-case name", "X-Test", "1"),
                malformed("empty name", "", "1"),
                malformed("space in a name", "a b", "1"),
                malformed("colon in a name", "a:b", "1"),
                malformed("control character in a name", "a\u0001", "1"),
                malformed("name beyond ASCII", "gr\u00fcn", "1"),
                malformed("NUL in a value", "a", "b\0c"),
                malformed("line feed in a value", "a", "b\nc"),
                malformed("carriage return in a value", "a", "b\rc"),
                malformed("control character in a value", "a", "\u0001"),
                malformed("name that is not a token", "x@y", "1"),
                malformed("second content-type", "content-type", "application/grpc"),
                malformed("second authority", ":authority", "localhost"),
                malformed("connection", "connection", "close"),
                malformed("proxy-connection", "proxy-connection", "keep-alive"),
                malformed("keep-alive", "keep-alive", "1"),
                malformed("transfer-encoding", "transfer-encoding", "chunked"),
                malformed("upgrade", "upgrade", "h2c"),
                malformed("te other than trailers", "te", "trailers, deflate"),
                malformed("unknown pseudo-header field", ":test", "1"),
                malformed("pseudo-header field of a response", ":status", "200"),
                malformed("pseudo-header field after others", ":path", "/"));
    }

    private static DynamicTest malformed(String name, String field, String value) {
        return resets(
                PROTOCOL_ERROR, name, RawFrame.headers(1, Requests.to("Unary", field, value)));
    }

    @TestFactory
    Stream<DynamicTest> pseudoHeaderFields() {
        return Stream.of(
                malformedHead("none at all", "te", "trailers"),
                malformedHead("no method", ":scheme", "http", ":path", PATH),
                malformedHead("no scheme", ":method", "POST", ":path", PATH),
                malformedHead("no path", ":method", "POST", ":scheme", "http"),
                malformedHead("empty path", ":method", "POST", ":scheme", "http", ":path", ""),
                malformedHead(
                        "two methods",
                        ":method",
                        "POST",
                        ":method",
                        "POST",
                        ":scheme",
                        "http",
                        ":path",
                        PATH),
                malformedHead(
                        "two schemes",
                        ":method",
                        "POST",
                        ":scheme",
                        "http",
                        ":scheme",
                        "http",
                        ":path",
                        PATH),
                malformedHead(
                        "two paths",
                        ":method",
                        "POST",
                        ":scheme",
                        "http",
                        ":path",
                        PATH,
                        ":path",
                        PATH),
                malformedHead(
                        "CONNECT with a path",
                        ":method",
                        "CONNECT",
                        ":authority",
                        "x",
                        ":path",
                        "/"));
    }

    private static DynamicTest malformedHead(String name, String... namesAndValues) {
        return resets(PROTOCOL_ERROR, name, head(namesAndValues));
    }

    @TestFactory
    Stream<DynamicTest> contentLength() {
        int length = Requests.message("hello").length;
        return Stream.of(
                answers("right", declaring(length), MESSAGE),
                resets(PROTOCOL_ERROR, "too small", declaring(length - 1), MESSAGE),
                resets(PROTOCOL_ERROR, "too large", declaring(length + 1), MESSAGE),
                resets(
                        PROTOCOL_ERROR,
                        "too small for several frames",
                        declaring(length),
                        MESSAGE.without(RawFrame.END_STREAM),
                        MESSAGE),
                resets(
                        PROTOCOL_ERROR,
                        "too large for what trailers end",
                        declaring(length + 1),
                        MESSAGE.without(RawFrame.END_STREAM),
                        RawFrame.lastHeaders(1, HeaderList.EMPTY)),
                resets(
                        PROTOCOL_ERROR,
                        "of a request without DATA",
                        declaring(1).with(RawFrame.END_STREAM)),
                resets(
                        PROTOCOL_ERROR,
                        "twice with the same value",
                        RawFrame.headers(
                                1,
                                Requests.to(
                                        "Unary",
                                        "content-length",
                                        "" + length,
                                        "content-length",
                                        "" + length)),
                        MESSAGE),
                malformed("not a number", "content-length", "ten"),
                malformed("negative", "content-length", "-1"),
                malformed("empty", "content-length", ""),
                malformed("too many digits", "content-length", "9".repeat(30)),
                resets(
                        PROTOCOL_ERROR,
                        "two different ones",
                        RawFrame.headers(
                                1,
                                Requests.to(
                                        "Unary", "content-length", "1", "content-length", "2"))));
    }

    private static RawFrame declaring(int length) {
        return RawFrame.headers(1, Requests.to("Unary", "content-length", "" + length));
    }

    /// gRPC over HTTP/2: a request that is not gRPC gets an HTTP status.
    @TestFactory
    Stream<DynamicTest> notGrpc() {
        return Stream.of(
                status("405", "GET", "application/grpc"),
                status("405", "CONNECT", ""),
                status("415", "POST", "text/plain"),
                status("415", "POST", "application/grpcx"),
                status("200", "POST", "application/grpc+proto"),
                status("200", "POST", "application/grpc;charset=x"));
    }

    /// gRPC over HTTP/2, "Binary-Header".
    @TestFactory
    Stream<DynamicTest> binaryMetadata() {
        return Stream.of(
                binary("13", "!!!"),
                binary("13", "A"),
                binary("13", "YQ=,Yg"),
                binary("13", "YQ==="),
                binary("13", "YQ,!"),
                binary("0", ""),
                binary("0", "YQ,Yg"),
                binary("0", "YQ==, Yg=="));
    }

    private static DynamicTest binary(String status, String value) {
        return test(
                "binary value " + value,
                client -> {
                    client.send(RawFrame.headers(1, Requests.to("Unary", "x-bin", value)), MESSAGE);
                    var end = client.await(frame -> frame.has(RawFrame.END_STREAM));
                    assertThat(client.decode(end.payload()).first("grpc-status")).isEqualTo(status);
                    assertAlive(client);
                });
    }

    private static DynamicTest status(String status, String method, String contentType) {
        var fields =
                method.equals("CONNECT")
                        ? HeaderList.of(":method", method, ":authority", "x")
                        : HeaderList.of(
                                ":method",
                                method,
                                ":scheme",
                                "http",
                                ":path",
                                PATH,
                                "content-type",
                                contentType);
        return test(
                String.join(" ", List.of(status, method, contentType)),
                client -> {
                    client.send(RawFrame.headers(1, fields), MESSAGE);
                    assertThat(client.awaitHeaders(1).first(":status")).isEqualTo(status);
                    assertAlive(client);
                });
    }

    private static byte[] of(int... values) {
        var byteCount = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            byteCount[i] = (byte) values[i];
        }
        return byteCount;
    }
}
