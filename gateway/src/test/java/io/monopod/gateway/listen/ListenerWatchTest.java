package io.monopod.gateway.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.gateway.listen.ListenerWatch.Listener;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

@Timeout(30)
class ListenerWatchTest {
    private static final Duration PERIOD = Duration.ofMillis(10);

    private final List<AutoCloseable> open = new ArrayList<>();
    private final CompletableFuture<Listener> ended = new CompletableFuture<>();

    @AfterEach
    void close() throws Exception {
        for (var resource : open.reversed()) {
            resource.close();
        }
    }

    @Test
    void reportsTheListenerThatEnded() throws Exception {
        var one = listen();
        var other = listen();
        watch(one, other);

        other.close();

        assertThat(ended.get()).isEqualTo(listener(other));
    }

    @Test
    void listenerWithAFullBacklogCountsAsListening() throws Exception {
        var full = listen();
        open.add(new Socket("localhost", full.getLocalPort()));
        var marker = listen();
        watch(full, marker);

        marker.close();

        assertThat(ended.get()).isEqualTo(listener(marker));
    }

    private void watch(ServerSocket... sockets) {
        var listeners = Stream.of(sockets).map(ListenerWatchTest::listener).toList();
        open.add(new ListenerWatch(listeners, PERIOD, ended::complete));
    }

    private ServerSocket listen() throws IOException {
        var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        open.add(socket);
        return socket;
    }

    private static Listener listener(ServerSocket socket) {
        var port = socket.getLocalPort();
        return new Listener("at " + port, "localhost", port);
    }
}
