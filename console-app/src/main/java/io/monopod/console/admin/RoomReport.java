package io.monopod.console.admin;

import java.util.List;

/// The waiting room as the gateway reports it.
///
/// @param places how many sessions may wait
/// @param waiters the waiting sessions, head of the line first
public record RoomReport(int places, List<Waiter> waiters) {
    public RoomReport {
        waiters = List.copyOf(waiters);
    }
}
