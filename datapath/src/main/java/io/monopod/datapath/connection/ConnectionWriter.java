package io.monopod.datapath.connection;

import io.monopod.datapath.http2.frame.Outbox;
import io.monopod.datapath.http2.frame.Transport;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.CountDownLatch;

/// Writes the outbox of one connection, on the thread that leaves the lock next, one thread at a
/// time. That thread also writes what others append meanwhile.
///
/// Guarded by the lock, except where a method says otherwise.
public final class ConnectionWriter {
    private static final System.Logger LOG = System.getLogger(ConnectionWriter.class.getName());
    private static final byte[] NOTHING = {};

    /// The write timeout applies to each piece of this many bytes.
    private static final int PIECE = 64 * 1024;

    private final Http2Connection<?> connection;
    private final ConnectionGroup group;
    private final CountDownLatch closedSignal = new CountDownLatch(1);
    private boolean noted;
    private boolean writing;
    private boolean closing;
    private boolean closed;

    // The bytes being written; used by the writing thread.
    private byte[] chunk = NOTHING;
    private int chunkSize;

    /// The start of the current write, on the clock of [System#nanoTime()]; 0 if there is none.
    private volatile long writingSince;

    ConnectionWriter(Http2Connection<?> connection, ConnectionGroup group) {
        this.connection = connection;
        this.group = group;
    }

    /// There are bytes to write.
    void note() {
        if (!noted && !closed) {
            noted = true;
            group.outgoing(this);
        }
    }

    /// Closes the connection when everything is written.
    public void closeWhenWritten() {
        if (!closing) {
            closing = true;
            note();
        }
    }

    /// Takes the waiting bytes, which the calling thread then writes.
    ///
    /// @param patient whether the calling thread may wait for any peer
    /// @return false if there is nothing to write, or another thread writes it
    boolean begin(boolean patient) {
        noted = false;
        if (!take()) {
            return false;
        }
        if (patient && !connection.mayBlock()) {
            return true;
        }
        Thread.ofVirtual().name("writer").start(this::writeAll);
        return false;
    }

    /// Writes the taken bytes. A failure closes the transport, so the reader ends. Without the
    /// lock.
    void write() {
        var transport = connection.transport();
        if (transport == null || chunkSize == 0) {
            return;
        }
        try {
            for (int from = 0; from < chunkSize; from += PIECE) {
                writingSince = System.nanoTime();
                transport.write(chunk, from, Math.min(PIECE, chunkSize - from));
            }
        } catch (IOException e) {
            transport.close();
        } finally {
            writingSince = 0;
        }
    }

    /// The taken bytes are written.
    void written() {
        writing = false;
        if (chunkSize > 0) {
            out().giveBack(chunk);
            chunk = NOTHING;
            chunkSize = 0;
            connection.resume();
            group.written();
        }
        if (closing && !out().takeable()) {
            close();
        }
    }

    /// How long the current piece has been in progress, in nanoseconds. Without the lock.
    public long writeTime(long now) {
        long since = writingSince;
        return since == 0 ? 0 : now - since;
    }

    /// Waits until the connection is closed and everything is written. Without the lock. Ignores
    /// interrupts, because the connection must not be left before.
    public void awaitClosed() {
        boolean interrupted = false;
        while (closedSignal.getCount() > 0) {
            try {
                closedSignal.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Runs on a thread of its own. Without the lock.
    private void writeAll() {
        boolean more = true;
        while (more) {
            write();
            group.enter();
            try {
                written();
                more = take();
            } finally {
                group.leave();
            }
        }
    }

    private boolean take() {
        boolean due = out().takeable() || closing;
        if (!due || writing || closed || connection.transport() == null) {
            return false;
        }
        writing = true;
        if (out().takeable()) {
            chunk = out().take();
            chunkSize = out().takenSize();
        }
        return true;
    }

    private void close() {
        closed = true;
        Transport transport = connection.transport();
        group.later(() -> finish(transport));
    }

    /// Without the lock.
    private void finish(@Nullable Transport transport) {
        if (transport != null) {
            writingSince = System.nanoTime();
            try {
                transport.finish();
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "the peer was gone before", e);
            } finally {
                writingSince = 0;
                transport.close();
            }
        }
        closedSignal.countDown();
    }

    private Outbox out() {
        return connection.endpoint().out();
    }
}
