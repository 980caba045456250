package io.monopod.datapath.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.datapath.call.Answer;
import io.monopod.datapath.call.HealthProbes;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.datapath.proxy.Decisions;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

@Timeout(60)
class Http1Test {
    @AutoClose
    private final Gateway gateway =
            new Gateway(Decisions.refuse(new Answer(14, "no", HeaderList.EMPTY)));

    private static final HealthProbes HEALTH =
            path -> Optional.ofNullable(Map.of("/up", true, "/down", false).get(path));

    @ParameterizedTest
    @CsvSource({
        "GET /up HTTP/1.1, 204",
        "HEAD /up HTTP/1.1, 204",
        "GET /up HTTP/1.0, 204",
        "GET /down HTTP/1.1, 503",
        "GET /other HTTP/1.1, 505",
        "POST /up HTTP/1.1, 505",
        "GET /up, 505",
        "GET  /up HTTP/1.1, 505"
    })
    void probeGetsTheStateOfItsEndpoint(String line, String status) {
        var request = (line + "\r\nhost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII);

        var answer = new String(Http1.answerTo(request, HEALTH), StandardCharsets.US_ASCII);

        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"PRI * HTTP/1.1\r\n", "PRI * HTTP/2.0\r\nX", "get /", "GET x", "\26\3\1"})
    void otherBytesAreNoRequest(String start) {
        assertThat(Http1.mayBeRequest(start.getBytes(StandardCharsets.ISO_8859_1))).isFalse();
    }

    @Test
    void requestMayComeInPieces() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setTcpNoDelay(true);
            for (byte each : "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII)) {
                socket.getOutputStream().write(each);
            }
            socket.shutdownOutput();

            var answer = socket.getInputStream().readAllBytes();

            assertThat(new String(answer, StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 505 ");
        }
    }

    /// A request line without an end, and a head without one.
    @ParameterizedTest
    @ValueSource(strings = {"GET /", "GET / HTTP/1.1\r\nx: "})
    void endlessRequestIsAnsweredAndClosed(String start) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(start.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write("a".repeat(100_000).getBytes(StandardCharsets.US_ASCII));

            var answer = socket.getInputStream().readAllBytes();

            assertThat(new String(answer, StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 505 ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nhost: x\r\n\r\n",
                "HEAD / HTTP/1.1\r\nhost: x\r\n\r\n",
                "POST /a.B/C HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\n\r\nabc",
                "OPTIONS * HTTP/1.0\r\n\r\n",
                "PROPFIND / HTTP/1.1\r\n\r\n"
            })
    void http1RequestGetsAnHttp1Answer(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();

            var answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertThat(answer).startsWith("HTTP/1.1 505 ");
            int body = answer.indexOf("\r\n\r\n") + 4;
            assertThat(answer).contains("content-length: " + (answer.length() - body));
        }
    }
}
