package io.monopod.gateway.http2;

import org.jspecify.annotations.Nullable;

/// The half of a [Stream] that sends: as far as the windows allow at once, and the rest as they
/// open. Guarded by the lock of its connection.
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

    /// That much DATA is on its way.
    abstract void written(int octets, boolean end);

    /// All DATA is on its way: the last header block can go.
    abstract void writeTrailers(HeaderBlock block);

    /// Octets of DATA that wait.
    final int waiting() {
        return queue == null ? 0 : queue.size();
    }

    /// Sends DATA now as far as it can, and the rest later.
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

    /// Sends the last header block, after all DATA.
    public final void sendTrailers(HeaderBlock block) {
        if (queue == null) {
            writeTrailers(block);
        } else {
            queue.end(block);
            becomeReady();
        }
    }

    /// Throws away what waits.
    ///
    /// @return how much DATA that was
    final int drop() {
        int dropped = waiting();
        queue = null;
        return dropped;
    }

    /// The peer opens the window wider, or narrower.
    ///
    /// @return false if it overflowed
    final boolean changeWindow(int by) {
        boolean valid = window.change(by);
        becomeReady();
        return valid;
    }

    /// Sends up to about `turn` octets of what is queued; the endpoint has room.
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

    /// Writes DATA that the windows allow, in frames of a size that the peer takes.
    private void write(byte[] bytes, int from, int length, boolean end) {
        if (length == 0 && !end) {
            return;
        }
        window.take(length);
        endpoint.scheduler().window().take(length);
        endpoint.inbound().moved();
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
