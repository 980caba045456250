package io.monopod.console.live;

import io.monopod.console.admin.Waiter;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The gateway's waiting room as the screen shows it.
///
/// @param told whether the gateway tells of it at all
/// @param places how many sessions may wait
/// @param guests those who do, the head of the line first
/// @param at the moment of which this is true
public record WaitingRoom(boolean told, int places, List<Guest> guests, Instant at) {
    static final WaitingRoom UNKNOWN = new WaitingRoom(false, 0, List.of(), Instant.EPOCH);

    /// @param client whose session it is; null if none of ours
    public record Guest(Waiter place, Pod.@Nullable Holder client) {
        /// Who it is, to a person.
        public String name() {
            return client == null ? place.session() : client.label();
        }
    }

    /// How long the last in line has to wait, by what the gateway saw lately.
    public Duration longest() {
        return guests.isEmpty() ? Duration.ZERO : guests.getLast().place().expected();
    }
}
