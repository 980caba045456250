package io.monopod.gateway.shared;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/// Where calls stand in line before a new leader's table. For a moment after the leader's beginning
/// they gather, as the gateways ask it for the calls that waited at the leader before. Then they
/// enter by the time they came, one by one, so that the line is what it was. Later ones just enter.
final class Entrance {
    /// About as long as a new leader waits for the instances' first heartbeats, if none was handed
    /// over. On a busy machine a gateway may hear of the new leader almost a second late.
    static final Duration OPENS = Duration.ofSeconds(1);

    /// A machine that is too busy must not keep the entrance closed for ever.
    private static final int MAX_TRIES = 3;

    /// Guarded by this.
    private final EntranceOrder order = new EntranceOrder();

    /// Whether all that gathered have entered.
    private volatile boolean open;

    private record Turn(EntranceOrder.Ticket ticket, CountDownLatch begun) {}

    /// @param gathering for how long; not above zero if no call waits
    Entrance(Duration gathering) {
        Thread.ofVirtual().name("entrance").start(() -> openAfter(gathering));
    }

    private void openAfter(Duration gathering) {
        try {
            boolean hasRun = !gathering.isPositive();
            for (int tries = 0; tries < MAX_TRIES && !hasRun; tries++) {
                long before = System.nanoTime();
                Thread.sleep(gathering);
                var passed = Duration.ofNanos(System.nanoTime() - before);
                hasRun = EntranceOrder.hasRun(gathering, passed);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        next();
    }

    boolean isOpen() {
        return open;
    }

    private synchronized void next() {
        order.next();
        open = order.isOpen();
    }

    /// Takes a step when it is the call's turn; the next call waits for it.
    ///
    /// @param since when the call came
    /// @param step must not block
    <T> T inOrder(Instant since, Supplier<T> step) throws InterruptedException {
        var turn = turn(since);
        if (turn == null) {
            return step.get();
        }
        boolean entered = false;
        try {
            turn.begun().await();
            entered = true;
            return step.get();
        } finally {
            leave(turn.ticket(), entered);
        }
    }

    /// @return null if it needs none
    private @Nullable Turn turn(Instant since) {
        if (open) {
            return null;
        }
        synchronized (this) {
            if (open) {
                return null;
            }
            var begun = new CountDownLatch(1);
            return new Turn(order.gather(since, begun::countDown), begun);
        }
    }

    private synchronized void leave(EntranceOrder.Ticket ticket, boolean entered) {
        order.leave(ticket, entered);
        open = order.isOpen();
    }
}
