package io.monopod.console.admin;

import java.time.Duration;
import java.time.Instant;

/// An event at the gateway that the console shows. Reasons are in the gateway's words;
/// `docs/admin-api.md` lists them.
public sealed interface GatewayEvent {
    /// The stream is open.
    record Open() implements GatewayEvent {}

    /// The list of instances has changed.
    record Changed() implements GatewayEvent {}

    record Registered(Instant at, String pod) implements GatewayEvent {}

    record Draining(Instant at, String pod) implements GatewayEvent {}

    record Quarantined(Instant at, String pod, String reason) implements GatewayEvent {}

    record Lost(Instant at, String pod, String reason) implements GatewayEvent {}

    /// An event of one session.
    sealed interface OfSession extends GatewayEvent {
        Instant at();

        String session();
    }

    /// An instance is reserved for the session; the bind follows.
    record Granted(Instant at, String session, String pod) implements OfSession {}

    record Confirmed(Instant at, String session, String pod) implements OfSession {}

    /// The grant was released.
    record Released(Instant at, String session, String pod) implements OfSession {}

    /// An instance reported a session that this gateway did not know.
    record Found(Instant at, String session, String pod) implements OfSession {}

    /// The gateway is telling the instance to end the session.
    record Ending(Instant at, String session, String pod, String reason) implements OfSession {}

    /// @param held how long the session held the instance
    record Ended(Instant at, String session, String pod, String reason, Duration held)
            implements OfSession {}

    /// One of its calls was sent again.
    record Replayed(Instant at, String session, String from, String to, String reason)
            implements OfSession {}

    /// The session entered the waiting room.
    ///
    /// @param position 1 for the next in line
    record Waiting(Instant at, String session, int position) implements OfSession {}

    /// The session left the waiting room without an instance.
    record LeftQueue(Instant at, String session, Duration waited) implements OfSession {}

    record Refused(Instant at, String session, int code, String message, String reason)
            implements OfSession {}
}
