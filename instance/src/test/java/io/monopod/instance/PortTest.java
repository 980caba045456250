package io.monopod.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.datapath.call.ClientConnection;
import io.monopod.datapath.call.RoutingDecision;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.tls.ClientTls;
import io.monopod.tls.ServerTls;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

@Timeout(60)
final class PortTest {
    /// With empty SETTINGS (RFC 9113, section 3.4).
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + "\0\0\0\4\0\0\0\0\0";

    private static final String READY = "GET /health/ready HTTP/1.1\r\nHost: a\r\n\r\n";

    /// A gateway may still know the address of the instance that was.
    @Test
    void portBetweenTwoInstancesServesNobodyAndIsNotReady() throws IOException {
        try (var host = new Host(ServerTls.OFF, ClientTls.OFF)) {
            var server = GrpcServer.start("localhost", 0, host, PortTest::none, () -> true);
            int port = server.port();
            assertThat(said(port, READY)).startsWith("HTTP/1.1 200");

            server.close();

            assertThat(said(port, PREFACE)).isEmpty();
            assertThat(said(port, READY)).startsWith("HTTP/1.1 503");
        }
    }

    @Test
    void nextInstanceGetsThePort() throws IOException {
        try (var host = new Host(ServerTls.OFF, ClientTls.OFF)) {
            var first = GrpcServer.start("localhost", 0, host, PortTest::none, () -> true);
            int port = first.port();
            first.close();

            var next = GrpcServer.start("localhost", 0, host, PortTest::none, () -> true);

            assertThat(next.port()).isEqualTo(port);
            assertThat(said(port, READY)).startsWith("HTTP/1.1 200");
            next.close();
        }
    }

    private static RoutingDecision none(HeaderList head, ClientConnection client) {
        throw new AssertionError("no call comes here");
    }

    /// The first bytes of the answer; empty if the connection is closed without one.
    private static String said(int port, String request) throws IOException {
        try (var socket = new Socket(InetAddress.getByName("localhost"), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var bytes = socket.getInputStream().readNBytes(12);
            return new String(bytes, StandardCharsets.US_ASCII);
        }
    }
}
