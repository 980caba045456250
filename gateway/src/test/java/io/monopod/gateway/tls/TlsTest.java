package io.monopod.gateway.tls;

import static io.monopod.gateway.tls.TlsFixture.echo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.StatusRuntimeException;
import io.monopod.tls.ClientTls;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

import javax.net.ssl.SSLSocketFactory;

/// TLS connections of clients, and to instances.
@Timeout(60)
class TlsTest {
    @AutoClose private final TlsFixture tls;

    TlsTest(@TempDir Path directory) throws Exception {
        tls = new TlsFixture(directory);
    }

    @Test
    void clientsSpeakTls() throws Exception {
        var gateway = tls.gateway(tls.backend(), tls.certificate, ClientTls.OFF);
        var channel = tls.channel(gateway, tls.authority.trusted());

        assertThat(echo(channel, "hello")).isEqualTo("hello");
        var large = "x".repeat(2 << 20);
        assertThat(echo(channel, large)).isEqualTo(large);
    }

    @Test
    void plaintextConnectionIsClosed() throws Exception {
        var gateway = tls.gateway(tls.backend(), tls.certificate, ClientTls.OFF);

        try (var socket = new Socket("localhost", gateway.dataPort())) {
            socket.getOutputStream()
                    .write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(atEnd(socket)).isTrue();
        }
    }

    @Test
    void silentConnectionIsClosedAfterTheHandshakeTimeout() throws Exception {
        var gateway =
                tls.gateway(
                        tls.backend(),
                        tls.certificate,
                        ClientTls.OFF,
                        "timeouts: {handshake: 200ms}\n");

        try (var socket = new Socket("localhost", gateway.dataPort())) {
            assertThat(atEnd(socket)).isTrue();
        }
    }

    @Test
    void connectionWithoutAlpnH2IsClosed() throws Exception {
        var gateway = tls.gateway(tls.backend(), tls.certificate, ClientTls.OFF);
        var context = javax.net.ssl.SSLContext.getInstance("TLS");
        context.init(null, new javax.net.ssl.TrustManager[] {new TrustAll()}, null);
        SSLSocketFactory sockets = context.getSocketFactory();

        try (var socket = sockets.createSocket("localhost", gateway.dataPort())) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(atEnd(socket)).isTrue();
        }
    }

    @Test
    void clientCertificateIsRequiredIfConfigured() throws Exception {
        var clients = new Authority(tls.directory, "clients");
        var known = clients.issue("known");
        var gateway = tls.gateway(tls.backend(), clients.admitting(tls.certificate), ClientTls.OFF);

        assertThat(echo(tls.channel(gateway, tls.authority.trustedBy(known)), "hello"))
                .isEqualTo("hello");
        assertThatThrownBy(() -> echo(tls.channel(gateway, tls.authority.trusted()), "hello"))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("UNAVAILABLE");
        var stranger = new Authority(tls.directory, "strangers").issue("stranger");
        assertThatThrownBy(
                        () ->
                                echo(
                                        tls.channel(gateway, tls.authority.trustedBy(stranger)),
                                        "hello"))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("UNAVAILABLE");
    }

    @Test
    void instancesAreCalledOverMutualTls() throws Exception {
        var backend = tls.over(tls.authority.admitting(tls.authority.issue("backend")));
        var gateway =
                tls.gateway(backend, tls.certificate, tls.authority.trustedBy(tls.certificate));
        var channel = tls.channel(gateway, tls.authority.trusted());

        assertThat(echo(channel, "hello")).isEqualTo("hello");
        var large = "x".repeat(2 << 20);
        assertThat(echo(channel, large)).isEqualTo(large);
    }

    @Test
    void staticClusterCanHaveItsOwnTls() throws Exception {
        var others = new Authority(tls.directory, "others");
        var backend = tls.over(others.issue("backend"));
        var gateway =
                tls.gateway(backend, tls.certificate, tls.authority.trusted(), others.trusted());

        assertThat(echo(tls.channel(gateway, tls.authority.trusted()), "hello")).isEqualTo("hello");
    }

    @Test
    void untrustedInstanceGetsNoCalls() throws Exception {
        var backend = tls.over(new Authority(tls.directory, "strangers").issue("backend"));
        var gateway = tls.gateway(backend, tls.certificate, tls.authority.trusted());

        assertThatThrownBy(() -> echo(tls.channel(gateway, tls.authority.trusted()), "hello"))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessage("UNAVAILABLE: backend service unavailable");
    }

    private static boolean atEnd(Socket socket) throws IOException {
        socket.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
        try {
            // An alert may come first.
            return socket.getInputStream().readAllBytes().length < 100;
        } catch (java.net.SocketException | javax.net.ssl.SSLException e) {
            return true;
        }
    }
}
