package io.monopod.console.admin;

import java.time.Instant;

/// What happened at the gateway, as far as the console tells of it.
public sealed interface GatewayEvent {
    /// The stream is open.
    record Open() implements GatewayEvent {}

    /// Something changed that the list of instances shows.
    record Changed() implements GatewayEvent {}

    record Registered(Instant at, String pod) implements GatewayEvent {}

    record Draining(Instant at, String pod) implements GatewayEvent {}

    record Quarantined(Instant at, String pod, String reason) implements GatewayEvent {}

    record Lost(Instant at, String pod, String reason) implements GatewayEvent {}

    record Confirmed(Instant at, String session, String pod) implements GatewayEvent {}

    record Ended(Instant at, String session, String pod, String reason) implements GatewayEvent {}

    record Refused(Instant at, String session, int code, String message) implements GatewayEvent {}
}
