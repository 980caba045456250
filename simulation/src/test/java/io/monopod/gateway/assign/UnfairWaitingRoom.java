package io.monopod.gateway.assign;

import org.jspecify.annotations.Nullable;

/// A waiting room that sometimes serves the second in line before the first: a bug, for the
/// simulator to find.
public final class UnfairWaitingRoom extends WaitingRoom {
    private static final int CAPACITY = 10;

    private int asked;

    private UnfairWaitingRoom() {
        super(CAPACITY);
    }

    public static SessionTable table(Rules rules) {
        return new SessionTable(rules, new UnfairWaitingRoom());
    }

    @Override
    @Nullable Place head() {
        boolean skips = size() > 1 && ++asked % 10 == 0;
        return skips ? line().stream().skip(1).findFirst().orElseThrow() : super.head();
    }
}
