package io.monopod.console.admin;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// An instance as the gateway reports it.
///
/// @param session the session that it holds or is reserved for; null if none
/// @param since when it entered the state
/// @param calls how many calls of its session it has received
/// @param detail the gateway's reason for the quarantine; or empty
/// @param address where the gateway reaches it; or empty
/// @param leaseUntil when it counts as lost without a heartbeat; null if the gateway does not say
public record InstanceReport(
        String pod,
        State state,
        @Nullable String session,
        Instant since,
        long calls,
        String detail,
        String address,
        @Nullable Instant leaseUntil) {
    /// The gateway's states of a registered instance.
    public enum State {
        FREE,
        RESERVED,
        BOUND,
        DRAINING,
        QUARANTINED
    }
}
