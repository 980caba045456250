package io.monopod.gateway.proxy;

import io.monopod.gateway.http2.Outbox;
import io.monopod.gateway.http2.Transport;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.CountDownLatch;

/// Writes the outbox of one side: on whatever thread leaves the lock next, one thread at a time.
/// What others append meanwhile, that thread writes as well.
///
/// Guarded by the lock, except for what says otherwise.
final class SideWriter {
    private static final System.Logger LOG = System.getLogger(SideWriter.class.getName());
    private static final byte[] NOTHING = {};

    /// Octets that a peer has to take within the write time-out, however many there are.
    private static final int PIECE = 64 * 1024;

    private final Side<?> side;
    private final Splice splice;
    private final CountDownLatch closedSignal = new CountDownLatch(1);
    private boolean noted;
    private boolean writing;
    private boolean closing;
    private boolean closed;

    // What is being written, for the thread that writes it.
    private byte[] chunk = NOTHING;
    private int chunkSize;

    /// Nanoseconds since when a write has been under way, 0 if none is.
    private volatile long writingSince;

    SideWriter(Side<?> side, Splice splice) {
        this.side = side;
        this.splice = splice;
    }

    /// There is something to write.
    void note() {
        if (!noted && !closed) {
            noted = true;
            splice.outgoing(this);
        }
    }

    /// Closes the connection as soon as everything is written.
    void closeWhenWritten() {
        if (!closing) {
            closing = true;
            note();
        }
    }

    /// Takes what is to be written, for the calling thread to write.
    ///
    /// @param patient whether the calling thread can wait for any peer
    /// @return false if there is nothing to write, or another thread does it
    boolean begin(boolean patient) {
        noted = false;
        if (!take()) {
            return false;
        }
        if (patient && !side.mayBlock()) {
            return true;
        }
        Thread.ofVirtual().name("writer").start(this::writeAll);
        return false;
    }

    /// Writes what was taken. A failure shows in the reader, which then ends. Without the lock.
    void write() {
        var transport = side.transport();
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

    /// What was taken is written.
    void written() {
        writing = false;
        if (chunkSize > 0) {
            out().giveBack(chunk);
            chunk = NOTHING;
            chunkSize = 0;
            side.resume();
            splice.written();
        }
        if (closing && !out().takeable()) {
            close();
        }
    }

    /// For how many nanoseconds one piece has been under way. Without the lock.
    long writeTime(long now) {
        long since = writingSince;
        return since == 0 ? 0 : now - since;
    }

    /// Waits until all is written that will ever be. Without the lock; not to be interrupted,
    /// because the connection must not be left before.
    void awaitClosed() {
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

    /// On a thread that does nothing else. Without the lock.
    private void writeAll() {
        boolean more = true;
        while (more) {
            write();
            splice.enter();
            written();
            more = take();
            splice.leave();
        }
    }

    private boolean take() {
        boolean due = out().takeable() || closing;
        if (!due || writing || closed || side.transport() == null) {
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
        Transport transport = side.transport();
        splice.later(() -> finish(transport));
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
        return side.endpoint().out();
    }
}
