package io.monopod.datapath.downstream;

import io.monopod.datapath.call.ConnectionEnds;
import io.monopod.datapath.connection.SocketTransport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/// A port that one [DataPath] listens on without a server of Helidon's, for processes with many
/// ports: a server has two platform threads, this has one virtual thread.
public final class Listener implements AutoCloseable {
    /// Bytes that the kernel takes of a client before the data path reads them.
    static final int RECEIVE_BUFFER = 256 * 1024;

    private static final Logger LOG = System.getLogger(Listener.class.getName());
    private static final int BACKLOG = 1024;

    /// Between two attempts to accept when the process or the machine has no room for a socket.
    private static final Duration RETRY = Duration.ofMillis(100);

    /// Between two lines of the log about that.
    private static final long WARN_NANOS = Duration.ofMinutes(1).toNanos();

    private final ServerSocketChannel socket;
    private final int port;
    private final DataPath path;
    private final Thread thread;

    /// More connections wait in the kernel.
    private final Semaphore places;

    /// Used only by the accepting thread, like the next.
    private boolean warned;

    private long warnedAt;

    private Listener(ServerSocketChannel socket, int port, DataPath path) {
        this.socket = socket;
        this.port = port;
        this.path = path;
        places = new Semaphore(path.maxAccepted());
        thread = Thread.ofVirtual().name("listener " + port).unstarted(this::acceptAll);
    }

    /// Listens, and hands every connection to the data path.
    ///
    /// @param port 0 for any
    /// @throws UncheckedIOException if the port cannot be bound, with a message for the user
    public static Listener open(String host, int port, DataPath path) {
        try {
            var socket = bind(host, port);
            var listener = new Listener(socket, socket.socket().getLocalPort(), path);
            listener.thread.start();
            return listener;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot listen on " + host + ":" + port + ": " + e.getMessage(), e);
        }
    }

    private static ServerSocketChannel bind(String host, int port) throws IOException {
        var socket = ServerSocketChannel.open();
        try {
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, true); // despite TIME_WAIT
            socket.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER); // as accepted ones
            socket.socket().bind(new InetSocketAddress(host, port), BACKLOG);
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    public int port() {
        return port;
    }

    private void acceptAll() {
        try {
            while (true) {
                places.acquire();
                accept();
            }
        } catch (ClosedChannelException | InterruptedException e) {
            LOG.log(Level.DEBUG, () -> "stopped listening port=" + port);
        }
    }

    /// @throws ClosedChannelException if the listener is closed
    private void accept() throws ClosedChannelException, InterruptedException {
        try {
            var client = socket.accept();
            Thread.ofVirtual().name("client of " + port).start(() -> serve(client));
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            retry(e);
        } catch (RuntimeException | Error e) { // a bug must not end the listener silently
            retry(e);
        }
    }

    private void retry(Throwable why) throws InterruptedException {
        places.release();
        long now = System.nanoTime();
        if (!warned || now - warnedAt > WARN_NANOS) {
            warned = true;
            warnedAt = now;
            LOG.log(Level.WARNING, () -> "cannot accept: " + why + " port=" + port);
        }
        Thread.sleep(RETRY);
    }

    private void serve(SocketChannel client) {
        try (client) {
            var ends = new ConnectionEnds(client.getRemoteAddress(), client.getLocalAddress());
            path.client(SocketTransport.accepted(client), ends).run();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, () -> "client was gone at once port=" + port + " reason=" + e);
        } finally {
            places.release();
        }
    }

    /// Accepts no more; the port is free again. The data path closes the connections that it has.
    @Override
    public void close() {
        try {
            socket.close();
            thread.interrupt();
            thread.join(); // until it has left the socket, that is not really closed
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
