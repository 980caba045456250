package io.monopod.console.live;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;

/// The newest events. Guarded by the lock of [LiveModel].
final class EventTail {
    private final int most;
    private final ArrayDeque<EventLine> lines = new ArrayDeque<>();
    private long count;

    EventTail(int most) {
        this.most = most;
    }

    void add(Instant at, Happening what) {
        lines.addLast(new EventLine(++count, at, what));
        if (lines.size() > most) {
            lines.removeFirst();
        }
    }

    long count() {
        return count;
    }

    /// The oldest first.
    List<EventLine> lines() {
        return List.copyOf(lines);
    }

    void clear() {
        lines.clear();
    }
}
