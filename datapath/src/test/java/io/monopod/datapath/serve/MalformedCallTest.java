package io.monopod.datapath.serve;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.monopod.datapath.http2.frame.RawFrame;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.proto.myservice.EchoRequest;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/// A malformed call fails alone, and is answered at once.
@Timeout(30)
class MalformedCallTest {
    private static final byte[] HELLO =
            EchoRequest.newBuilder().setValue("hello").build().toByteArray();
    private static final byte[] NOTHING = {};
    private static final String[] GZIP = {"grpc-encoding", "gzip"};
    private static final String TOO_LONG = "a message may have at most 65536 bytes";

    static final List<Arguments> WRONG =
            List.of(
                    wrong(
                            "incomplete field",
                            message(0, bytes("\12\177h")),
                            13,
                            "malformed message"),
                    wrong(
                            "text that is not UTF-8",
                            message(0, bytes("\12\2\303\50")),
                            13,
                            "malformed message"),
                    wrong(
                            "bytes that are not a message",
                            message(0, bytes("\377\377\377")),
                            13,
                            "malformed message"),
                    wrong("no message", NOTHING, 13, "Half-closed without a request"),
                    wrong(
                            "two messages",
                            join(message(0, HELLO), message(0, HELLO)),
                            13,
                            "Too many requests"),
                    wrong(
                            "part of a prefix",
                            bytes("\0\0\0\0"),
                            13,
                            "the request ended within a message"),
                    wrong(
                            "part of a message",
                            bytes("\0\0\0\0\11hello"),
                            13,
                            "the request ended within a message"),
                    wrong(
                            "part of a second message",
                            join(message(0, HELLO), bytes("\0\0\0")),
                            13,
                            "the request ended within a message"),
                    wrong("message over the limit", message(0, new byte[65_537]), 8, TOO_LONG),
                    wrong("length of 4 GiB", bytes("\0\377\377\377\377"), 8, TOO_LONG),
                    wrong(
                            "unknown flag",
                            message(2, HELLO),
                            13,
                            "the compressed flag of a message must be 0 or 1"),
                    wrong(
                            "compressed without grpc-encoding",
                            message(1, gzip(HELLO)),
                            13,
                            "a message is compressed, but grpc-encoding does not say how"),
                    wrong("not gzip", message(1, HELLO), 13, "malformed message", GZIP),
                    wrong("empty gzip", message(1, NOTHING), 13, "malformed message", GZIP),
                    wrong("gzip bomb", message(1, gzip(new byte[1 << 20])), 8, TOO_LONG, GZIP),
                    wrong(
                            "unknown encoding",
                            message(1, HELLO),
                            12,
                            "unknown grpc-encoding",
                            "grpc-encoding",
                            "zstd"),
                    wrong(
                            "metadata that is not base64",
                            message(0, HELLO),
                            13,
                            "malformed binary metadata in x-bin",
                            "x-bin",
                            "!!!"));

    private final EchoingService service = new EchoingService();
    @AutoClose private final Hosts hosts = new Hosts(service);

    MalformedCallTest() throws IOException {}

    @ParameterizedTest(name = "{0}")
    @FieldSource("WRONG")
    void malformedCallIsAnsweredAndAffectsNoOther(
            String what, byte[] body, int code, String message, String[] fields)
            throws IOException {
        int bystander = hosts.open(Hosts.path("MyServiceEcho"));
        int wrong = hosts.open(Hosts.path("MyServiceEcho"), fields);

        for (int at = 0; at < body.length; at += 16_384) {
            hosts.client.send(
                    RawFrame.data(
                            wrong,
                            Arrays.copyOfRange(body, at, Math.min(body.length, at + 16_384))));
        }
        hosts.client.send(RawFrame.lastData(wrong));

        var trailers = hosts.awaitTrailers(wrong);
        assertThat(trailers.first("grpc-status")).isEqualTo(Integer.toString(code));
        assertThat(trailers.first("grpc-message")).isEqualTo(message);
        assertThat(echo(bystander).first("grpc-status")).isEqualTo("0");
    }

    @Test
    void tooLongMessageIsRefusedAtItsPrefix() throws IOException {
        int call = hosts.open(Hosts.path("MyServiceEcho"));

        hosts.client.send(RawFrame.data(call, bytes("\0\0\36\204\200")));

        assertThat(hosts.awaitTrailers(call).first("grpc-message")).isEqualTo(TOO_LONG);
    }

    @Test
    void unknownMethodIsUnimplemented() throws IOException {
        for (var path :
                List.of(Hosts.path("Nothing"), "/no.Such/MyServiceEcho", "/", "/%4C", "/a/b/c")) {
            var trailers = hosts.awaitTrailers(hosts.open(path));

            assertThat(trailers.first("grpc-status")).isEqualTo("12");
            assertThat(trailers.first("grpc-message")).isEqualTo("unknown method");
        }
    }

    @Test
    void validMessagesOfEachKindAreServed() throws IOException {
        assertThat(echo(hosts.open(Hosts.path("MyServiceEcho"))).first("grpc-status"))
                .isEqualTo("0");
        int compressed = hosts.open(Hosts.path("MyServiceEcho"), GZIP);
        hosts.client.send(RawFrame.lastData(compressed, message(1, gzip(HELLO))));
        assertThat(hosts.awaitTrailers(compressed).first("grpc-status")).isEqualTo("0");
        int plain = hosts.open(Hosts.path("MyServiceEcho"), GZIP);
        hosts.client.send(RawFrame.lastData(plain, message(0, HELLO)));
        assertThat(hosts.awaitTrailers(plain).first("grpc-status")).isEqualTo("0");
        assertThat(service.calls).hasValue(3);
    }

    private HeaderList echo(int call) throws IOException {
        hosts.client.send(RawFrame.lastData(call, message(0, HELLO)));
        return hosts.awaitTrailers(call);
    }

    private static Arguments wrong(
            String what, byte[] body, int code, String message, String... fields) {
        return Arguments.of(what, body, code, message, fields);
    }

    private static byte[] message(int flag, byte[] raw) {
        return ByteBuffer.allocate(5 + raw.length)
                .put((byte) flag)
                .putInt(raw.length)
                .put(raw)
                .array();
    }

    private static byte[] bytes(String raw) {
        return raw.getBytes(ISO_8859_1);
    }

    private static byte[] join(byte[]... parts) {
        return RawFrame.join(parts);
    }

    private static byte[] gzip(byte[] raw) {
        var compressed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(compressed)) {
            out.write(raw);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return compressed.toByteArray();
    }
}
