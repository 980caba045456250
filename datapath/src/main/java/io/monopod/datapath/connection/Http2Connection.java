package io.monopod.datapath.connection;

import io.monopod.datapath.config.Timeouts;
import io.monopod.datapath.http2.ConnectionEvents;
import io.monopod.datapath.http2.Endpoint;
import io.monopod.datapath.http2.frame.BufferBudget;
import io.monopod.datapath.http2.frame.ConnectionError;
import io.monopod.datapath.http2.frame.ErrorCode;
import io.monopod.datapath.http2.frame.FrameReader;
import io.monopod.datapath.http2.frame.Transport;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;

/// One connection of a [ConnectionGroup]: the client's, or one to an instance. Its own thread reads
/// it; any thread that has something to send writes it.
///
/// @param <H> the result of reading a header block
public abstract class Http2Connection<H> implements ConnectionEvents {
    /// The silence in nanoseconds after which the memory of a burst is released.
    private static final long CALM = Duration.ofSeconds(5).toNanos();

    private final ConnectionGroup group;
    private final ConnectionWriter writer;

    /// Since when the reader waits for the peer, on the clock of [System#nanoTime()]; 0 if it does
    /// not.
    private volatile long readingSince;

    /// When the peer was last probed.
    private volatile long probedAt;

    /// Since when a frame is incomplete, on the clock of [System#nanoTime()]; 0 if none is.
    private volatile long unfinishedSince;

    /// The memory counted for the reader's arrays. Used only by the reader.
    private int readerMemory = FrameReader.SMALLEST;

    /// Whether the connection must use less memory. Used only by the reader.
    private boolean tight;

    /// When the last bytes arrived. Used only by the reader.
    private long heardAt;

    @SuppressWarnings("this-escape") // the writer only keeps it
    protected Http2Connection(ConnectionGroup group, long now) {
        this.group = group;
        heardAt = now;
        writer = new ConnectionWriter(this, group);
    }

    protected abstract Endpoint<H> endpoint();

    /// Null until the connection is open.
    protected abstract @Nullable Transport transport();

    /// Whether a write may block on a peer that does not read, on a thread that others need.
    protected abstract boolean mayBlock();

    /// Sends a frame that the peer must acknowledge.
    protected abstract void probe();

    public final ConnectionGroup group() {
        return group;
    }

    public final ConnectionWriter writer() {
        return writer;
    }

    @Override
    public final BufferBudget memory() {
        return group.memory();
    }

    @Override
    public final void onOutput() {
        writer.note();
    }

    /// Whether so much waits to be written that reading must pause. Under the lock.
    protected abstract boolean isCrowded();

    /// Waiting bytes were written, so there may be room.
    protected void resume() {
        endpoint().resume();
    }

    /// Applies all frames until the peer closes the connection or breaks a rule.
    protected final void readAll(FrameReader<H> frames, Transport from)
            throws IOException, ConnectionError {
        do {
            frames.parse();
            noteProgress(frames);
            apply(frames);
            if (frames.isBusy()) {
                letOthersRun();
            }
        } while (frames.hasMore() || read(frames, from));
    }

    /// A virtual thread that always finds data to read never yields its carrier, so other
    /// connections would starve.
    @SuppressWarnings("ThreadPriorityCheck") // yields on purpose
    public static void letOthersRun() {
        Thread.yield();
    }

    private void apply(FrameReader<H> frames) throws ConnectionError {
        boolean crowded;
        group.enter();
        try {
            account(frames);
            endpoint().receive(frames, heardAt);
            crowded = isCrowded();
            tight = memory().isTight();
        } finally {
            group.leave();
        }
        if (crowded) {
            group.awaitWritten(() -> !isCrowded());
        }
    }

    private void account(FrameReader<H> frames) throws ConnectionError {
        int more = frames.held() - readerMemory;
        if (more > 0 && !memory().tryTake(more)) {
            noRoomToRead(more);
        } else if (more < 0) {
            memory().giveBack(-more);
        }
        readerMemory += more;
    }

    /// The reader needs that many more bytes of memory, and there are none.
    ///
    /// @throws ConnectionError if the connection must be closed instead
    protected void noRoomToRead(int more) throws ConnectionError {
        memory().take(more);
    }

    public final boolean read(FrameReader<?> frames, Transport from) throws IOException {
        if (tight) {
            frames.shrink();
        }
        long start = System.nanoTime();
        readingSince = start;
        try {
            return frames.read(from);
        } finally {
            readingSince = 0;
            heardAt = System.nanoTime();
            if (heardAt - start > CALM) {
                frames.shrinkIdle();
            }
        }
    }

    private void noteProgress(FrameReader<H> frames) {
        if (!frames.isUnfinished()) {
            unfinishedSince = 0;
        } else if (frames.hasFinished() || unfinishedSince == 0) {
            unfinishedSince = heardAt;
        }
    }

    /// Closes the connection if the peer does not read or stays silent for too long. Called
    /// periodically, without the lock; does not wait for the peer.
    public final void watchPeer(long now, Timeouts times) {
        var connection = transport();
        long since = readingSince;
        if (connection == null) {
            return;
        }
        long unfinished = unfinishedSince;
        if (writer.writeTime(now) > times.write().toNanos()) {
            connection.close();
        } else if (unfinished != 0 && now - unfinished > times.frame().toNanos()) {
            giveUp(ErrorCode.ENHANCE_YOUR_CALM);
        } else if (since == 0 || now - since < times.probe().toNanos()) {
            return; // the reader is busy, or has not waited for long
        } else if (probedAt - since < 0) {
            probedAt = now;
            group.runAtOnce(
                    () -> {
                        probe();
                        endpoint().trim();
                    });
        } else if (now - probedAt > times.probeAnswer().toNanos()) {
            connection.close();
        }
    }

    /// Closes the connection with an error, on a thread that must not wait for the peer. Without
    /// the lock.
    private void giveUp(ErrorCode code) {
        group.runAtOnce(
                () -> {
                    endpoint().goAway(code);
                    writer.closeWhenWritten();
                });
    }
}
