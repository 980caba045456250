package io.monopod.gateway.shared;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/// Who enters next: while the entrance is closed calls gather, then they enter one by one, by the
/// time they came. Once all that gathered have entered, it is open. Not thread-safe: [Entrance]
/// guards it.
final class EntranceOrder {
    /// A call that gathers.
    ///
    /// @param turn runs when it may enter; must not block
    record Ticket(Instant since, long number, Runnable turn) {}

    private final PriorityQueue<Ticket> line =
            new PriorityQueue<>(
                    Comparator.comparing(Ticket::since).thenComparingLong(Ticket::number));

    private long tickets;
    private boolean open;

    /// Whether the process has run while calls were to gather. One that was stopped reads only
    /// afterwards what came meanwhile.
    ///
    /// @param passed from the beginning of that time to its end, as it was noticed
    static boolean hasRun(Duration planned, Duration passed) {
        return passed.compareTo(planned.multipliedBy(3).dividedBy(2)) < 0;
    }

    /// Whether a call enters without a ticket.
    boolean isOpen() {
        return open;
    }

    /// @param since when the call came
    Ticket gather(Instant since, Runnable turn) {
        var ticket = new Ticket(since, tickets++, turn);
        line.add(ticket);
        return ticket;
    }

    /// The time to gather is over, or a call has entered.
    void next() {
        var first = line.poll();
        if (first == null) {
            open = true;
        } else {
            first.turn().run();
        }
    }

    /// A call has entered, or has gone away before.
    ///
    /// @param entered false if it may not know that it was its turn
    void leave(Ticket ticket, boolean entered) {
        if (entered || !line.remove(ticket)) {
            next();
        }
    }
}
