package io.monopod.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.tls.ClientTls;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// TLS handshakes that never end.
@Timeout(120)
class TlsFloodTest {
    /// A TLS record that announces a ClientHello of 512 bytes (RFC 8446, section 5.1).
    private static final byte[] HELLO = {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3};

    private static final int EACH = 150;

    @AutoClose private final TlsFixture tls;
    private final List<Socket> flood = new ArrayList<>();

    TlsFloodTest(@TempDir Path directory) throws Exception {
        tls = new TlsFixture(directory);
    }

    @AfterEach
    void stop() throws IOException {
        for (var socket : flood) {
            socket.close();
        }
    }

    @Test
    void unfinishedHandshakesDelayNobodyAndAreClosed() throws Exception {
        var gateway =
                tls.gateway(
                        tls.backend(),
                        tls.certificate,
                        ClientTls.OFF,
                        "timeouts: {handshake: 3s}\nlimits: {connections: 400}");
        for (int sent : new int[] {0, 1, 5, HELLO.length}) {
            for (int i = 0; i < EACH; i++) {
                var socket = new Socket(InetAddress.getByName("localhost"), gateway.dataPort());
                socket.setSoTimeout(30_000);
                socket.getOutputStream().write(HELLO, 0, sent);
                flood.add(socket);
            }
        }

        assertThat(tls.answers(gateway, tls.authority.trusted())).isTrue();
        assertThat(flood).allMatch(TlsFloodTest::isClosed);
        assertThat(tls.answers(gateway, tls.authority.trusted())).isTrue();
    }

    /// Perhaps after an alert.
    private static boolean isClosed(Socket silent) {
        try {
            return silent.getInputStream().readAllBytes().length < 100;
        } catch (SocketException e) {
            return true; // reset
        } catch (IOException e) {
            return false; // still open
        }
    }
}
