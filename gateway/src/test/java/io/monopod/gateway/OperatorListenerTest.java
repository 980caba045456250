package io.monopod.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// The admin listener as a foreign client sees it, over plain sockets.
@Timeout(60)
class OperatorListenerTest {
    private static final int TIMEOUT_MILLIS = 20_000;

    private final Path directory;
    private final Gateway gateway;

    OperatorListenerTest(@TempDir Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        this.gateway = LocalGateway.start(directory, "timeouts: {handshake: 2s}");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST    | /api/v1/policy            | GET, HEAD",
                "DELETE  | /api/v1/instances         | GET, HEAD",
                "OPTIONS | /api/v1/events            | GET, HEAD",
                "GET     | /api/v1/sessions/s-1      | DELETE",
                "HEAD    | /api/v1/sessions/s-1      | DELETE",
                "GET     | /api/v1/instances/i/drain | POST",
                "DELETE  | /api/v1/instances/i/undrain | POST",
                "PUT     | /health/live              | GET, HEAD",
                "POST    | /metrics                  | GET, HEAD",
                "PATCH   | /openapi.yaml             | GET, HEAD",
            })
    void unsupportedMethodGetsTheAllowedMethods(String method, String path, String allowed)
            throws IOException {
        var answer = request(method, path);

        assertThat(answer).startsWith("HTTP/1.1 405 ").contains("Allow: " + allowed + "\r\n");
        assertThat(answer.endsWith("{\"error\":\"allowed are " + allowed + "\"}"))
                .isEqualTo(!method.equals("HEAD"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/policy",
                "/api/v1/instances",
                "/api/v1/why/s-1",
                "/metrics",
                "/openapi.yaml",
                "/health/live",
                "/health/ready"
            })
    void headIsAnsweredLikeGetWithoutContent(String path) throws IOException {
        var get = request("GET", path);
        var head = request("HEAD", path);

        assertThat(head.lines().findFirst()).isEqualTo(get.lines().findFirst());
        assertThat(head).endsWith("\r\n\r\n");
        if (!path.equals("/metrics")) { // where something is counted between the two
            assertThat(contentLength(head)).isEqualTo(contentLength(get));
        }
    }

    @Test
    void headOfEventStreamEnds() throws IOException {
        assertThat(request("HEAD", "/api/v1/events"))
                .startsWith("HTTP/1.1 200 ")
                .contains("text/event-stream")
                .endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nothing", "/api/v1/nothing", "/api/v2/policy", "/health/x"})
    void unknownPathIsNotFoundAsJson(String path) throws IOException {
        assertThat(request("GET", path))
                .startsWith("HTTP/1.1 404 ")
                .endsWith("{\"error\":\"no such path\"}");
    }

    @Test
    void tooLongPathIsRefused() throws IOException {
        assertThat(request("GET", "/api/v1/why/" + "x".repeat(30_000)))
                .startsWith("HTTP/1.1 4")
                .doesNotStartWith("HTTP/1.1 404 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "G", "GET /health/live HTTP/1.1\r\nHost: local", "PRI * HTTP/2.0\r\n"})
    void unfinishedRequestIsClosed(String start) throws IOException {
        try (var socket = connect()) {
            write(socket, start);

            assertThat(socket.getInputStream().readAllBytes().length).isLessThan(1_000);
        }
    }

    @Test
    void slowlyDrippedRequestIsClosed() throws IOException {
        try (var socket = connect()) {
            write(socket, "GET /health/live HTTP/1.1\r\nX: ");
            socket.setSoTimeout(20);
            assertThat(bytesUntilClosed(socket)).isBetween(2, 1_000);
        }
    }

    @Test
    void connectionServesMoreThanOneRequest() throws IOException {
        try (var socket = connect()) {
            for (int i = 0; i < 3; i++) {
                write(socket, "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
                var start = socket.getInputStream().readNBytes("HTTP/1.1 204".length());
                assertThat(new String(start, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 204");
                skipHead(socket);
            }
        }
    }

    /// @return the number of bytes sent; each read takes 20 ms unless the peer has closed
    private static int bytesUntilClosed(Socket socket) {
        int sent = 0;
        try {
            while (true) {
                try {
                    if (socket.getInputStream().read() < 0) {
                        return sent;
                    }
                } catch (SocketTimeoutException e) {
                    write(socket, "x");
                    sent++;
                }
            }
        } catch (IOException e) {
            return sent;
        }
    }

    private static void skipHead(Socket socket) throws IOException {
        var seen = new StringBuilder();
        while (!seen.toString().endsWith("\r\n\r\n")) {
            seen.append((char) socket.getInputStream().read());
        }
    }

    private static String contentLength(String answer) {
        return answer.lines()
                .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
                .findFirst()
                .orElse("");
    }

    private String request(String method, String path) throws IOException {
        try (var socket = connect()) {
            write(
                    socket,
                    "%s %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: %s\r\nConnection: close\r\n\r\n"
                            .formatted(method, path, LocalGateway.adminAuthorization(directory)));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket("localhost", gateway.adminPort());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
