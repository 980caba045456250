package io.monopod.gateway.http2;

import java.util.ArrayDeque;

/// Which stream may send DATA next. It may when there is room in three places: the stream's window,
/// the connection's window, and the outbox, whose high-water mark keeps memory bounded when a peer
/// grants huge windows and then does not read.
final class SendScheduler<H> {
    /// How much a stream sends before it is the next one's turn.
    private static final int TURN = 16_384;

    private final SendWindow window = new SendWindow(SendWindow.DEFAULT);
    private final ArrayDeque<Outgoing<H>> ready = new ArrayDeque<>(2);
    private final Outbox out;
    private final int highWater;

    SendScheduler(Outbox out, int highWater) {
        this.out = out;
        this.highWater = highWater;
    }

    SendWindow window() {
        return window;
    }

    /// How much DATA may be appended now, over all streams; never negative.
    int room() {
        return Math.max(0, Math.min(window.size(), highWater - out.waiting()));
    }

    /// A stream has something queued and its own window is open.
    void ready(Outgoing<H> stream) {
        ready.add(stream);
    }

    /// Lets the streams that are ready send, in turns, until there is no room.
    void resume() {
        while (!ready.isEmpty() && room() > 0) {
            ready.remove().sendQueued(TURN);
        }
    }
}
