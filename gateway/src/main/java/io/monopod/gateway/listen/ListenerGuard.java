package io.monopod.gateway.listen;

import io.helidon.common.socket.SocketOptions;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http1.Http1Config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Limits the number of an HTTP/1.1 listener's connections and the time that each may take. Helidon
/// alone does less: its read timeout restarts with every byte, it stops accepting at its connection
/// limit, and it announces `Connection: close` without closing.
///
/// When the listener is full, the idle connection that is nearest to its deadline is closed for a
/// new one. If all connections are being answered, the new one is closed. Safe for use by many
/// threads.
public final class ListenerGuard implements Filter, AutoCloseable {
    /// For a peer to receive the last answer and to close.
    private static final Duration LINGER = Duration.ofSeconds(2);

    private static final Duration PERIOD = Duration.ofMillis(250);

    /// @param connections at the same time
    /// @param request for a first request to arrive, TLS handshake included
    /// @param nextRequest for each later request to arrive, from the end of the previous answer
    /// @param answer for an answer to be made and received
    public record Limits(
            int connections, Duration request, Duration nextRequest, Duration answer) {}

    private final Limits limits;
    private final Map<SocketAddress, OpenConnection> open = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    public ListenerGuard(Limits limits) {
        this.limits = limits;
        Thread.ofVirtual().name("listener guard").start(this::watch);
    }

    /// Adds the guard to a listener and restricts it to HTTP/1.1: an HTTP/2 connection has many
    /// requests at once.
    public void guard(ListenerConfig.Builder listener, HttpRouting.Builder routing) {
        routing.addFilter(this);
        listener.protocolsDiscoverServices(false)
                .addProtocol(Http1Config.create())
                // Helidon counts a closed connection until its thread has noticed, and accepts none
                // meanwhile.
                .maxTcpConnections(limits.connections() + 1)
                .connectionOptions(new Accepting());
    }

    /// Gives the answer to this peer's request this much time, from now on.
    public void allow(Duration time, SocketAddress peer) {
        var connection = open.get(peer);
        if (connection != null) {
            connection.answering(time);
        }
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        var connection = open.get(request.remotePeer().address());
        if (connection == null) {
            throw new IllegalStateException("a request without a connection");
        }
        connection.answering(limits.answer());
        try {
            chain.proceed();
        } finally {
            if (request.headers().containsToken(HeaderValues.CONNECTION_CLOSE)
                    || response.headers().containsToken(HeaderValues.CONNECTION_CLOSE)) {
                connection.ending(LINGER);
            } else {
                connection.waiting(limits.nextRequest());
            }
        }
    }

    /// Runs on the listener's own thread, so for one connection at a time.
    private void accept(SocketChannel channel) {
        if (open.size() >= limits.connections()) {
            makeRoom();
        }
        try {
            open.put(channel.getRemoteAddress(), new OpenConnection(channel, limits.request()));
        } catch (IOException e) {
            throw new UncheckedIOException("the client has disconnected", e);
        }
    }

    private void makeRoom() {
        sweep();
        if (open.size() < limits.connections()) {
            return;
        }
        long now = System.nanoTime();
        var last =
                open.entrySet().stream()
                        .filter(each -> !each.getValue().isAnswering())
                        .min(Comparator.comparingLong(each -> each.getValue().remaining(now)));
        if (last.isEmpty()) {
            throw new IllegalStateException("all connections are in use");
        }
        last.get().getValue().close();
        open.remove(last.get().getKey());
    }

    private void watch() {
        try {
            while (!closed.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
                sweep();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Closes connections past their deadline, and forgets closed ones.
    private void sweep() {
        long now = System.nanoTime();
        open.values().stream()
                .filter(each -> each.remaining(now) < 0)
                .forEach(OpenConnection::close);
        open.values().removeIf(each -> !each.isOpen());
    }

    @Override
    public void close() {
        closed.countDown();
    }

    /// Helidon passes each connection to its socket options right after accepting it.
    private final class Accepting implements SocketOptions {
        private final SocketOptions options = SocketOptions.builder().tcpNoDelay(true).build();

        @Override
        public void configureSocket(SocketChannel channel) {
            accept(channel);
            options.configureSocket(channel);
        }

        @Override
        public Map<SocketOption<?>, Object> socketOptions() {
            return options.socketOptions();
        }

        @Override
        public Duration connectTimeout() {
            return options.connectTimeout();
        }

        @Override
        public Duration readTimeout() {
            return options.readTimeout();
        }

        @Override
        public Optional<Integer> socketReceiveBufferSize() {
            return options.socketReceiveBufferSize();
        }

        @Override
        public Optional<Integer> socketSendBufferSize() {
            return options.socketSendBufferSize();
        }

        @Override
        public boolean socketReuseAddress() {
            return options.socketReuseAddress();
        }

        @Override
        public boolean socketKeepAlive() {
            return options.socketKeepAlive();
        }

        @Override
        public boolean tcpNoDelay() {
            return options.tcpNoDelay();
        }
    }
}
