package io.monopod.console.snapshot;

import io.monopod.console.admin.Waiter;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The gateway's waiting room as the screen shows it.
///
/// @param known whether the gateway reports it at all
/// @param places how many sessions may wait
/// @param waiting the waiting sessions, head of the line first
/// @param at the time of this report
public record WaitingRoom(boolean known, int places, List<Entry> waiting, Instant at) {
    public static final WaitingRoom UNKNOWN = new WaitingRoom(false, 0, List.of(), Instant.EPOCH);

    /// @param client the session's client; null if not ours
    public record Entry(Waiter place, Pod.@Nullable Holder client) {
        /// Its display name.
        public String name() {
            return client == null ? place.session() : client.label();
        }
    }

    /// The expected wait of the last in line, estimated from recent waits.
    public Duration longest() {
        return waiting.isEmpty() ? Duration.ZERO : waiting.getLast().place().expected();
    }
}
