package io.monopod.datapath.http2;

import io.monopod.datapath.http2.frame.BufferBudget;
import io.monopod.datapath.http2.frame.Outbox;

import java.util.ArrayDeque;

/// Decides which stream sends DATA next. A stream may send when there is room in its own window, in
/// the connection's window and in the outbox. The outbox has a high-water mark, which bounds memory
/// when a peer grants huge windows and then does not read.
final class SendScheduler<H> {
    /// Bytes that a stream sends before the next one's turn.
    private static final int TURN = 16_384;

    private final SendWindow window = new SendWindow(SendWindow.DEFAULT);
    private final ArrayDeque<Outgoing<H>> ready = new ArrayDeque<>(2);
    private final Outbox out;
    private final int highWater;
    private final BufferBudget memory;

    SendScheduler(Outbox out, int highWater, BufferBudget memory) {
        this.out = out;
        this.memory = memory;
        this.highWater = highWater;
    }

    SendWindow window() {
        return window;
    }

    /// Bytes of DATA that all streams together may append now; never negative.
    int room() {
        int waiting = out.waiting();
        boolean full = waiting >= TURN && memory.isTight();
        return full ? 0 : Math.max(0, Math.min(window.size(), highWater - waiting));
    }

    /// A stream has DATA queued and its own window is open.
    void ready(Outgoing<H> stream) {
        ready.add(stream);
    }

    /// Lets the ready streams send in turns, until there is no room.
    void resume() {
        while (!ready.isEmpty() && room() > 0) {
            ready.remove().sendQueued(TURN);
        }
    }
}
