package io.monopod.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

class ProbeTest {
    private final HttpServer server;

    ProbeTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        answer("/up", 200);
        answer("/up-without-a-word", 204);
        answer("/down", 503);
        server.start();
    }

    private void answer(String path, int status) {
        server.createContext(
                path,
                exchange -> {
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void successResponseIsUp() {
        assertThat(Probe.isUp(at("/up"))).isTrue();
        assertThat(Probe.isUp(at("/up-without-a-word"))).isTrue();
    }

    @Test
    void errorResponseIsDown() {
        assertThat(Probe.isUp(at("/down"))).isFalse();
    }

    @Test
    void unreachableServerIsDown() {
        var address = at("/up");
        server.stop(0);

        assertThat(Probe.isUp(address)).isFalse();
    }

    private URI at(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }
}
