package io.monopod.gateway.listen;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/// A connection and the deadline for its peer's next step. Safe for use by many threads.
final class OpenConnection {
    private static final System.Logger LOG = System.getLogger(OpenConnection.class.getName());

    private final SocketChannel channel;
    private volatile boolean answering;
    private volatile long deadline;

    /// @param request timeout for its first request
    OpenConnection(SocketChannel channel, Duration request) {
        this.channel = channel;
        this.deadline = System.nanoTime() + request.toNanos();
    }

    /// A request has arrived; its answer may take this long from now on.
    void answering(Duration time) {
        answering = true;
        deadline = System.nanoTime() + time.toNanos();
    }

    /// The next request may take this long from now on.
    void waiting(Duration time) {
        deadline = System.nanoTime() + time.toNanos();
        answering = false;
    }

    /// The last answer is sent (RFC 9112, 9.6): the peer has this long to close.
    void ending(Duration time) {
        waiting(time);
        try {
            channel.shutdownOutput();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "already closed", e);
        }
    }

    boolean isAnswering() {
        return answering;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /// The remaining time in nanoseconds; negative after the deadline.
    long remaining(long now) {
        return deadline - now;
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "cannot close a connection", e);
        }
    }
}
