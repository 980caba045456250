package io.monopod.console.live;

import io.monopod.console.admin.RoomReport;
import io.monopod.console.admin.Waiter;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// Who waits for an instance, by the gateway's word. Guarded by the lock of [LiveModel].
final class RoomBook {
    private @Nullable RoomReport report;

    /// These wait now; the clients among them, and those that do no more, have it noted.
    void told(RoomReport next, ClientBook clients) {
        if (report != null) {
            report.waiters().forEach(one -> clients.told(one.session(), SessionRecord::unlisted));
        }
        for (Waiter waiter : next.waiters()) {
            clients.told(waiter.session(), record -> record.listed(waiter));
        }
        report = next;
    }

    void silent() {
        report = null;
    }

    WaitingRoom view(ClientBook clients, Instant now) {
        if (report == null) {
            return WaitingRoom.UNKNOWN;
        }
        List<WaitingRoom.Guest> guests =
                report.waiters().stream()
                        .map(one -> new WaitingRoom.Guest(one, clients.holder(one.session())))
                        .toList();
        return new WaitingRoom(true, report.places(), guests, now);
    }
}
