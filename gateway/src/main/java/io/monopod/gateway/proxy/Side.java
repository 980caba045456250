package io.monopod.gateway.proxy;

import io.monopod.gateway.http2.ConnectionError;
import io.monopod.gateway.http2.ConnectionEvents;
import io.monopod.gateway.http2.Endpoint;
import io.monopod.gateway.http2.ErrorCode;
import io.monopod.gateway.http2.FrameReader;
import io.monopod.gateway.http2.Transport;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;

/// One connection of a [Splice]: the client's, or one to an instance. A thread of its own reads it;
/// whoever has something to send writes it.
///
/// @param <H> what header blocks of its peer become
abstract class Side<H> implements ConnectionEvents {
    /// After so long a silence the memory of a burst is given back.
    private static final long CALM = Duration.ofSeconds(5).toNanos();

    private final Splice splice;
    private final SideWriter writer;

    /// Nanoseconds since when the reader waits for the peer, 0 if it does not.
    private volatile long readingSince;

    /// When the peer was asked whether it is there.
    private volatile long probedAt;

    /// Nanoseconds since when the peer owes us the rest of a frame, 0 if it does not.
    private volatile long unfinishedSince;

    /// When the last octets came. Belongs to the reader.
    private long heardAt;

    Side(Splice splice, long now) {
        this.splice = splice;
        heardAt = now;
        writer = new SideWriter(this, splice);
    }

    abstract Endpoint<H> endpoint();

    /// Null until there is a connection.
    abstract @Nullable Transport transport();

    /// Whether to write now might wait for a peer that does not read, on a thread that others need.
    abstract boolean mayBlock();

    /// Sends something that the peer has to answer.
    abstract void probe();

    final Splice splice() {
        return splice;
    }

    final SideWriter writer() {
        return writer;
    }

    @Override
    public final void onOutput() {
        writer.note();
    }

    /// Whether so much waits to be written that no more is to be read. Under the lock.
    abstract boolean isCrowded();

    /// What was waiting has been written: there may be room now.
    void resume() {
        endpoint().resume();
    }

    /// Applies what was read and what comes, until the peer is gone or broke a rule.
    final void readAll(FrameReader<H> frames, Transport from) throws IOException, ConnectionError {
        do {
            frames.cut();
            noteProgress(frames);
            apply(frames);
            if (frames.isBusy()) {
                letOthersRun();
            }
        } while (frames.hasMore() || read(frames, from));
    }

    /// A virtual thread that always finds something to read never gives up its carrier: all other
    /// connections would starve.
    @SuppressWarnings("ThreadPriorityCheck") // this is what yield is for
    static void letOthersRun() {
        Thread.yield();
    }

    private void apply(FrameReader<H> frames) throws ConnectionError {
        boolean crowded;
        splice.enter();
        try {
            endpoint().receive(frames, heardAt);
            crowded = isCrowded();
        } finally {
            splice.leave();
        }
        if (crowded) {
            splice.awaitWritten(() -> !isCrowded());
        }
    }

    final boolean read(FrameReader<H> frames, Transport from) throws IOException {
        long start = System.nanoTime();
        readingSince = start;
        try {
            return frames.read(from);
        } finally {
            readingSince = 0;
            heardAt = System.nanoTime();
            if (heardAt - start > CALM) {
                frames.calm();
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

    /// Looks after the connection, from time to time: gives the peer up if it takes nothing or says
    /// nothing for too long. Without the lock; does not wait for the peer.
    final void watchPeer(long now, DataPathConfig.Times times) {
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
            return; // it was heard, or is not listened to
        } else if (probedAt - since < 0) {
            probedAt = now;
            splice.enter();
            probe();
            endpoint().trim();
            splice.leaveAtOnce();
        } else if (now - probedAt > times.probeAnswer().toNanos()) {
            connection.close();
        }
    }

    /// Ends the connection with an error, on a thread that must not wait for the peer. Without the
    /// lock.
    private void giveUp(ErrorCode code) {
        splice.enter();
        endpoint().goAway(code);
        writer.closeWhenWritten();
        splice.leaveAtOnce();
    }
}
