package io.monopod.datapath.http2;

import io.monopod.datapath.http2.frame.HeaderBlock;

import org.jspecify.annotations.Nullable;

/// The sending half of a [Stream]. It sends what the windows allow at once, and queues the rest.
/// Guarded by the lock of its connection.
abstract class Outgoing<H> {
    private final Endpoint<H> endpoint;
    private final SendWindow window;
    private boolean ready;
    private @Nullable SendQueue queue;

    Outgoing(Endpoint<H> endpoint) {
        this.endpoint = endpoint;
        window = new SendWindow(endpoint.peer().initialWindow());
    }

    abstract int id();

    /// DATA of that many bytes is in the outbox.
    abstract void written(int byteCount, boolean end);

    /// All DATA is in the outbox: sends the trailers.
    abstract void writeTrailers(HeaderBlock block);

    /// Bytes of DATA that wait for the peer's window.
    public final int queued() {
        return queue == null ? 0 : queue.size();
    }

    /// Sends what the windows allow now, and queues the rest.
    final void sendOrQueue(byte[] bytes, int from, int length, boolean end) {
        if (queue != null) {
            enqueue(bytes, from, length, end);
        } else if (length > 0 || end) {
            int now = Math.min(length, sendable());
            if (now == length) {
                write(bytes, from, length, end);
            } else {
                write(bytes, from, now, false);
                enqueue(bytes, from + now, length - now, end);
            }
        }
    }

    /// Sends the trailers after all DATA.
    public final void sendTrailers(HeaderBlock block) {
        if (queue == null) {
            writeTrailers(block);
        } else {
            queue.end(block);
            becomeReady();
        }
    }

    /// Discards the queue.
    ///
    /// @return the number of discarded bytes
    final int drop() {
        int dropped = queued();
        queue = null;
        return dropped;
    }

    /// The peer changed the stream's send window.
    ///
    /// @return false if it overflowed
    final boolean changeWindow(int by) {
        boolean valid = window.change(by);
        becomeReady();
        return valid;
    }

    /// Sends up to about `turn` queued bytes. Called when the endpoint has room.
    final void sendQueued(int turn) {
        ready = false;
        var waiting = queue;
        if (waiting == null) {
            return;
        }
        int now = Math.min(Math.min(waiting.size(), turn), sendable());
        if (now < waiting.size()) {
            write(waiting.array(), waiting.from(), now, false);
            waiting.skip(now);
            becomeReady();
            return;
        }
        queue = null;
        write(waiting.array(), waiting.from(), now, waiting.endsWithData());
        var trailers = waiting.trailers();
        if (trailers != null) {
            writeTrailers(trailers);
        }
    }

    private int sendable() {
        return Math.min(Math.max(0, window.size()), endpoint.scheduler().room());
    }

    /// Writes DATA within the windows, in frames that the peer accepts.
    private void write(byte[] bytes, int from, int length, boolean end) {
        if (length == 0 && !end) {
            return;
        }
        window.take(length);
        endpoint.scheduler().window().take(length);
        endpoint.inbound().floodGuard().sent();
        int max = endpoint.peer().maxFrameSize();
        int at = from;
        for (int left = length; left > max; left -= max) {
            endpoint.writer().data(id(), bytes, at, max, false);
            at += max;
        }
        endpoint.writer().data(id(), bytes, at, from + length - at, end);
        written(length, end);
    }

    private void enqueue(byte[] bytes, int from, int length, boolean end) {
        var waiting = queue;
        if (waiting == null) {
            waiting = new SendQueue();
            queue = waiting;
        }
        waiting.add(bytes, from, length);
        if (end) {
            waiting.end();
        }
        becomeReady();
    }

    private void becomeReady() {
        var waiting = queue;
        if (!ready && waiting != null && (window.size() > 0 || waiting.size() == 0)) {
            ready = true;
            endpoint.scheduler().ready(this);
        }
    }
}
