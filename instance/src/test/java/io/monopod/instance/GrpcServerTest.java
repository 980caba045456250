package io.monopod.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.monopod.datapath.call.ClientConnection;
import io.monopod.datapath.call.RoutingDecision;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.tls.ClientTls;
import io.monopod.tls.ServerTls;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

@Timeout(60)
final class GrpcServerTest {
    private static final String WITHOUT_SETTINGS = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    /// With empty SETTINGS (RFC 9113, section 3.4).
    private static final String PREFACE = WITHOUT_SETTINGS + "\0\0\0\4\0\0\0\0\0";

    private static final String READY = "GET /health/ready HTTP/1.1\r\nHost: a\r\n\r\n";

    /// A gateway may still know the address of the instance that was.
    @Test
    void portOfAnInstanceThatHasEndedIsClosed() throws IOException {
        try (var host = new Host(ServerTls.OFF, ClientTls.OFF)) {
            var server = GrpcServer.start("localhost", 0, host, GrpcServerTest::none, () -> true);
            int port = server.port();
            assertThat(said(port, READY)).startsWith("HTTP/1.1 204");

            server.close();

            assertThatThrownBy(() -> said(port, READY)).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void nextInstanceGetsThePortAtOnceThoughClientsWereConnected() throws IOException {
        try (var host = new Host(ServerTls.OFF, ClientTls.OFF)) {
            var first = GrpcServer.start("localhost", 0, host, GrpcServerTest::none, () -> true);
            int port = first.port();
            try (var client = client(port, PREFACE)) {
                assertThat(client.getInputStream().read()).isZero(); // it has been accepted
                first.close();

                var next =
                        GrpcServer.start("localhost", port, host, GrpcServerTest::none, () -> true);

                assertThat(said(port, READY)).startsWith("HTTP/1.1 204");
                next.close();
            }
        }
    }

    @Test
    void takenPortIsSaidInOneLine() throws IOException {
        try (var host = new Host(ServerTls.OFF, ClientTls.OFF);
                var taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            int port = taken.getLocalPort();

            assertThatThrownBy(
                            () ->
                                    GrpcServer.start(
                                            "localhost",
                                            port,
                                            host,
                                            GrpcServerTest::none,
                                            () -> true))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageStartingWith("cannot listen on localhost:" + port + ": ");
        }
    }

    @Test
    void clientThatSaysTooLittleIsDisconnected() throws IOException {
        try (var host = new Host(ServerTls.OFF, ClientTls.OFF)) {
            var server = GrpcServer.start("localhost", 0, host, GrpcServerTest::none, () -> true);
            var clients = new ArrayList<Socket>();
            for (var start : List.of("", "P", WITHOUT_SETTINGS, PREFACE, "G", "GET /health/re")) {
                clients.add(client(server.port(), start));
            }
            for (var client : clients) {
                assertThat(rest(client)).doesNotContain("HTTP");
            }
            server.close();
        }
    }

    private static RoutingDecision none(HeaderList head, ClientConnection client) {
        throw new AssertionError("no call comes here");
    }

    /// The first bytes of the answer; empty if the connection is closed without one.
    private static String said(int port, String request) throws IOException {
        try (var socket = client(port, request)) {
            var bytes = socket.getInputStream().readNBytes(12);
            return new String(bytes, StandardCharsets.US_ASCII);
        }
    }

    private static Socket client(int port, String start) throws IOException {
        var socket = new Socket(InetAddress.getByName("localhost"), port);
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(start.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /// All that the server says before it closes the connection.
    private static String rest(Socket client) throws IOException {
        try (client) {
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
