package io.monopod.gateway.vouching;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.grpc.Status.Code;
import io.monopod.gateway.Gateway;
import io.monopod.gateway.LocalGateway;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// Clients without the join secret take all the connections that they can get to the control
/// listener.
@Timeout(60)
class CrowdedControlTest {
    /// More than the limit, a quarter of the clients' limit.
    private static final int CROWD = 100;

    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);
    private static final byte[] SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};

    private final List<AutoCloseable> open = new ArrayList<>();
    private final Gateway gateway;

    CrowdedControlTest(@TempDir Path directory) throws IOException, InterruptedException {
        gateway =
                LocalGateway.start(
                        directory,
                        """
                        demo: true
                        start-grace: 0s
                        lease: 10m
                        limits: {connections: 64}
                        """);
        open.add(gateway);
    }

    @AfterEach
    void close() throws Exception {
        for (var each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void joinedInstanceKeepsItsConnectionInACrowd() throws Exception {
        var instance = instance("pod");
        assertThat(instance.register()).isEqualTo(Code.OK);
        var disconnected = new AtomicBoolean();
        instance.whenDisconnected(() -> disconnected.set(true));

        for (int i = 0; i < CROWD; i++) {
            stranger();
        }

        assertThat(instance.heartbeat()).isEqualTo(Code.OK);
        assertThat(disconnected).isFalse();
        assertThat(instance("newcomer").register()).isEqualTo(Code.OK);
    }

    private ScriptedInstance instance(String id) throws IOException {
        var instance = ScriptedInstance.start(id, gateway);
        open.add(instance);
        return instance;
    }

    /// Opens an HTTP/2 connection without calls. Returns when the gateway has sent something to it.
    private void stranger() throws IOException {
        var socket = new Socket("localhost", gateway.controlPort());
        open.add(socket);
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(PREFACE);
        socket.getOutputStream().write(SETTINGS);
        assertThat(socket.getInputStream().read()).isNotNegative();
    }
}
