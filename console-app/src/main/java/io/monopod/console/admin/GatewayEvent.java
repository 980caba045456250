package io.monopod.console.admin;

import java.time.Duration;
import java.time.Instant;

/// What happened at the gateway, as far as the console tells of it. Reasons are in the gateway's
/// own words: `docs/admin-api.md` lists them.
public sealed interface GatewayEvent {
    /// The stream is open.
    record Open() implements GatewayEvent {}

    /// Something changed that the list of instances shows.
    record Changed() implements GatewayEvent {}

    record Registered(Instant at, String pod) implements GatewayEvent {}

    record Draining(Instant at, String pod) implements GatewayEvent {}

    record Quarantined(Instant at, String pod, String reason) implements GatewayEvent {}

    record Lost(Instant at, String pod, String reason) implements GatewayEvent {}

    /// Something that happened to one session.
    sealed interface OfSession extends GatewayEvent {
        Instant at();

        String session();
    }

    /// An instance is reserved for it; the bind follows.
    record Granted(Instant at, String session, String pod) implements OfSession {}

    record Confirmed(Instant at, String session, String pod) implements OfSession {}

    /// The grant came to nothing.
    record Released(Instant at, String session, String pod) implements OfSession {}

    /// An instance reported it, and this gateway had not known.
    record Found(Instant at, String session, String pod) implements OfSession {}

    /// The instance is being told that it ends.
    record Ending(Instant at, String session, String pod, String reason) implements OfSession {}

    /// @param held how long it had the instance
    record Ended(Instant at, String session, String pod, String reason, Duration held)
            implements OfSession {}

    /// A call of it was sent again.
    record Replayed(Instant at, String session, String from, String to, String reason)
            implements OfSession {}

    /// It came into the waiting room.
    ///
    /// @param position 1 if it is next
    record Waiting(Instant at, String session, int position) implements OfSession {}

    /// It left the waiting room before its turn came.
    record LeftQueue(Instant at, String session, Duration waited) implements OfSession {}

    record Refused(Instant at, String session, int code, String message, String reason)
            implements OfSession {}
}
