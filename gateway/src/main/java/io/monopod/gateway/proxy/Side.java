package io.monopod.gateway.proxy;

import io.monopod.gateway.http2.ConnectionError;
import io.monopod.gateway.http2.ConnectionEvents;
import io.monopod.gateway.http2.Endpoint;
import io.monopod.gateway.http2.FrameReader;
import io.monopod.gateway.http2.Transport;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/// One connection of a [Splice]: the client's, or one to an instance. A thread of its own reads it;
/// any thread writes it, one at a time.
///
/// @param <H> what header blocks of its peer become
abstract class Side<H> implements ConnectionEvents {
    private static final byte[] NOTHING = {};

    private final Splice splice;
    private final CountDownLatch closedSignal = new CountDownLatch(1);

    // Guarded by the lock.
    private boolean noted;
    private boolean writing;
    private boolean closing;
    private boolean closed;

    // What is being written, for the thread that writes.
    private byte[] chunk = NOTHING;
    private int chunkSize;

    // Nanoseconds since when the reader waits for its peer, or a writer writes; 0 if none does.
    private volatile long readingSince;
    private volatile long writingSince;

    Side(Splice splice) {
        this.splice = splice;
    }

    abstract Endpoint<H> endpoint();

    /// Null until there is a connection.
    abstract @Nullable Transport transport();

    /// Whether to write now might wait for a peer that does not read, on a thread that others need.
    abstract boolean mayBlock();

    final Splice splice() {
        return splice;
    }

    final boolean isClosing() {
        return closing;
    }

    /// Whether nothing can be sent any more.
    final boolean isClosed() {
        return closed;
    }

    /// The peer has been silent for so long, in nanoseconds.
    final long silence(long now) {
        long since = readingSince;
        return since == 0 ? 0 : now - since;
    }

    /// A write has been under way for so long, in nanoseconds.
    final long writeTime(long now) {
        long since = writingSince;
        return since == 0 ? 0 : now - since;
    }

    /// Closes the connection when what is in the outbox is written. Under the lock.
    final void closeWhenWritten() {
        if (!closing) {
            closing = true;
            note();
        }
    }

    @Override
    public final void onOutput() {
        note();
    }

    /// Applies what was read and what comes, until the peer is gone or broke a rule.
    final void readAll(FrameReader<H> frames, Transport from) throws IOException, ConnectionError {
        do {
            frames.cut();
            splice.enter();
            try {
                endpoint().receive(frames);
            } finally {
                splice.leave();
            }
        } while (read(frames, from));
    }

    final boolean read(FrameReader<H> frames, Transport from) throws IOException {
        readingSince = System.nanoTime();
        try {
            return frames.read(from);
        } finally {
            readingSince = 0;
        }
    }

    /// Under the lock: takes what is to be written, for the calling thread to write.
    ///
    /// @param patient whether the calling thread has nothing else to do
    /// @return false if there is nothing to write, or another thread does it
    final boolean beginWriting(boolean patient) {
        noted = false;
        var out = endpoint().out();
        boolean due = out.takeable() || closing;
        if (!due || writing || closed || transport() == null) {
            return false;
        }
        writing = true;
        if (out.takeable()) {
            chunk = out.take();
            chunkSize = out.takenSize();
        }
        if (!patient || mayBlock()) {
            Thread.ofVirtual().name("writer").start(this::writeApart);
            return false;
        }
        return true;
    }

    /// Without the lock: writes what was taken. A failure shows in the reader, which then ends.
    final void write() {
        var to = transport();
        if (to == null || chunkSize == 0) {
            return;
        }
        writingSince = System.nanoTime();
        try {
            to.write(chunk, chunkSize);
        } catch (IOException e) {
            to.close();
        } finally {
            writingSince = 0;
        }
    }

    /// Under the lock again.
    final void written() {
        writing = false;
        var out = endpoint().out();
        if (chunkSize > 0) {
            out.giveBack(chunk);
            chunk = NOTHING;
            chunkSize = 0;
            endpoint().resume();
        }
        if (closing && !out.takeable()) {
            close();
        } else if (closing) {
            note();
        }
    }

    private void writeApart() {
        boolean more = true;
        while (more) {
            write();
            splice.enter();
            written();
            more = beginWritingApart();
            splice.leave();
        }
    }

    private boolean beginWritingApart() {
        var out = endpoint().out();
        if (writing || closed || !out.takeable()) {
            return false;
        }
        writing = true;
        chunk = out.take();
        chunkSize = out.takenSize();
        return true;
    }

    /// Until all is written that will be, on the connection's own thread.
    final void awaitClosed() {
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

    private void close() {
        closed = true;
        closedSignal.countDown();
        var to = transport();
        if (to != null) {
            splice.later(to::close);
        }
    }

    private void note() {
        if (!noted && !closed) {
            noted = true;
            splice.outgoing(this);
        }
    }
}
