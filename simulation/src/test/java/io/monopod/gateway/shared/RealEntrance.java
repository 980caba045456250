package io.monopod.gateway.shared;

import java.time.Duration;
import java.time.Instant;

/// Gives the simulator access to the order in which calls enter before a new leader's table.
public final class RealEntrance {
    private final EntranceOrder order = new EntranceOrder();

    public static boolean hasRun(Duration planned, Duration passed) {
        return EntranceOrder.hasRun(planned, passed);
    }

    public boolean isOpen() {
        return order.isOpen();
    }

    public Ticket gather(Instant since, Runnable turn) {
        return new Ticket(order.gather(since, turn));
    }

    public void next() {
        order.next();
    }

    public void leave(Ticket ticket, boolean entered) {
        order.leave(ticket.ticket, entered);
    }

    /// A call that gathers.
    public static final class Ticket {
        private final EntranceOrder.Ticket ticket;

        private Ticket(EntranceOrder.Ticket ticket) {
            this.ticket = ticket;
        }
    }
}
