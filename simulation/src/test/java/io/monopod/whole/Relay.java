package io.monopod.whole;

import io.monopod.config.HostPort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// Passes connections on. A test can cut it: then it carries nothing and refuses nothing, as a
/// network that drops packets. What was connected meanwhile breaks when it is mended.
final class Relay implements AutoCloseable {
    private final ServerSocket server;
    private final CompletableFuture<HostPort> target = new CompletableFuture<>();
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();

    /// Guarded by this.
    private boolean cut;

    /// Guarded by this. The connections that still carry while it is cut.
    private Set<Connection> spared = Set.of();

    /// One connection, in both directions.
    record Connection(Socket from, Socket to) {
        private void close() {
            try (from;
                    to) {
                // closes both
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    Relay() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /// @param address that connections are passed on to; until it is known they wait
    Relay to(HostPort address) {
        target.complete(address);
        return this;
    }

    HostPort address() {
        return new HostPort("127.0.0.1", server.getLocalPort());
    }

    /// Those that are open now.
    Set<Connection> connections() {
        return Set.copyOf(open);
    }

    synchronized void cut(Set<Connection> except) {
        cut = true;
        spared = except;
    }

    synchronized void mend() {
        cut = false;
        notifyAll();
        open.stream().filter(each -> !spared.contains(each)).forEach(Connection::close);
        spared = Set.of();
    }

    private void accept() {
        try {
            while (true) {
                var from = server.accept();
                Thread.ofVirtual().start(() -> connect(from));
            }
        } catch (IOException e) {
            open.forEach(Connection::close);
        }
    }

    private void connect(Socket from) {
        var address = target.join();
        try {
            var connection = new Connection(from, new Socket(address.host(), address.port()));
            from.setTcpNoDelay(true);
            connection.to().setTcpNoDelay(true);
            open.add(connection);
            Thread.ofVirtual().start(() -> copy(connection, from, connection.to()));
            copy(connection, connection.to(), from);
        } catch (IOException e) {
            new Connection(from, from).close();
        }
    }

    private void copy(Connection connection, Socket from, Socket to) {
        var bytes = new byte[8192];
        try {
            int length = from.getInputStream().read(bytes);
            while (length >= 0 && isCarried(connection)) {
                to.getOutputStream().write(bytes, 0, length);
                length = from.getInputStream().read(bytes);
            }
        } catch (IOException e) {
            // Either end may close at any time.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connection.close();
            open.remove(connection);
        }
    }

    /// Waits while it is cut.
    ///
    /// @return false if the connection did not last
    private synchronized boolean isCarried(Connection connection) throws InterruptedException {
        if (!cut || spared.contains(connection)) {
            return true;
        }
        while (cut) {
            wait();
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        server.close();
        open.forEach(Connection::close);
    }
}
