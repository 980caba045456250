package io.monopod.gateway.table;

import io.monopod.gateway.queue.WaitingRoom;

import org.jspecify.annotations.Nullable;

/// A planted bug: a waiting room that sometimes serves the second session in the queue before the
/// first.
public final class UnfairWaitingRoom extends WaitingRoom {
    private static final int CAPACITY = 10;

    private int polls;

    private UnfairWaitingRoom() {
        super(CAPACITY);
    }

    public static SessionTable table(Rules rules, Runnable onEvents) {
        return new SessionTable(rules, new UnfairWaitingRoom(), onEvents);
    }

    @Override
    public @Nullable Place head() {
        boolean skips = size() > 1 && ++polls % 10 == 0;
        return skips ? line().stream().skip(1).findFirst().orElseThrow() : super.head();
    }
}
