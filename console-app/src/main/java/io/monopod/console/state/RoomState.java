package io.monopod.console.state;

import io.monopod.console.admin.RoomReport;
import io.monopod.console.admin.Waiter;
import io.monopod.console.snapshot.WaitingRoom;
import io.monopod.console.snapshot.client.SessionRecord;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// The sessions that wait for an instance, from the gateway's reports. Guarded by the lock of
/// [LiveModel].
final class RoomState {
    private @Nullable RoomReport report;

    /// Sets the waiting sessions, and updates the clients that wait or no longer wait.
    void update(RoomReport next, ClientStates clients) {
        if (report != null) {
            report.waiters().forEach(one -> clients.update(one.session(), SessionRecord::unlisted));
        }
        for (Waiter waiter : next.waiters()) {
            clients.update(waiter.session(), record -> record.listed(waiter));
        }
        report = next;
    }

    void silent() {
        report = null;
    }

    WaitingRoom view(ClientStates clients, Instant now) {
        if (report == null) {
            return WaitingRoom.UNKNOWN;
        }
        List<WaitingRoom.Entry> waiting =
                report.waiters().stream()
                        .map(one -> new WaitingRoom.Entry(one, clients.holder(one.session())))
                        .toList();
        return new WaitingRoom(true, report.places(), waiting, now);
    }
}
