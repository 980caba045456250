package io.monopod.gateway.proxy;

import io.monopod.gateway.http2.ConnectionError;
import io.monopod.gateway.http2.ConnectionEvents;
import io.monopod.gateway.http2.Endpoint;
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

    Side(Splice splice) {
        this.splice = splice;
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
        long start = System.nanoTime();
        readingSince = start;
        try {
            return frames.read(from);
        } finally {
            readingSince = 0;
            if (System.nanoTime() - start > CALM) {
                frames.calm();
            }
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
        if (writer.writeTime(now) > times.write().toNanos()) {
            connection.close();
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
}
