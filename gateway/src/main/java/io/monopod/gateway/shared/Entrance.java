package io.monopod.gateway.shared;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/// Where calls stand in line before a new leader's table. For a moment after the leader's beginning
/// they gather, as the gateways ask it for the calls that waited at the leader before. Then they
/// enter by the time they came, one by one, so that the line is what it was. Later ones just enter.
final class Entrance {
    private static final Duration OPENS = Duration.ofMillis(300);

    /// Guarded by this.
    private final PriorityQueue<Ticket> line =
            new PriorityQueue<>(
                    Comparator.comparing(Ticket::since).thenComparingLong(Ticket::number));

    private long tickets;

    /// Whether all that gathered have entered.
    private volatile boolean open;

    private record Ticket(Instant since, long number, CountDownLatch turn) {}

    Entrance() {
        Thread.ofVirtual().name("entrance").start(this::openLater);
    }

    private void openLater() {
        try {
            Thread.sleep(OPENS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        next();
    }

    private synchronized void next() {
        var first = line.poll();
        if (first == null) {
            open = true;
        } else {
            first.turn().countDown();
        }
    }

    /// Takes a step when it is the call's turn; the next call waits for it.
    ///
    /// @param since when the call came
    /// @param step must not block
    <T> T inOrder(Instant since, Supplier<T> step) throws InterruptedException {
        var ticket = ticket(since);
        if (ticket == null) {
            return step.get();
        }
        boolean mine = false;
        try {
            ticket.turn().await();
            mine = true;
            return step.get();
        } finally {
            leave(ticket, mine);
        }
    }

    /// @return null if it needs none
    private @Nullable Ticket ticket(Instant since) {
        if (open) {
            return null;
        }
        synchronized (this) {
            if (open) {
                return null;
            }
            var ticket = new Ticket(since, tickets++, new CountDownLatch(1));
            line.add(ticket);
            return ticket;
        }
    }

    /// @param mine whether the turn was this ticket's; a call that was cancelled may not know
    private synchronized void leave(Ticket ticket, boolean mine) {
        if (mine || !line.remove(ticket)) {
            next();
        }
    }
}
