package io.monopod.console.admin;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// An instance, as the gateway has it.
///
/// @param session what it holds, or is reserved for; null if nothing
/// @param since when it reached the state
/// @param calls how many calls of its session it has been given
/// @param detail why it is quarantined, in the gateway's word; or empty
/// @param leaseUntil when it counts as gone if nothing is heard of it; null if that is not told
public record InstanceReport(
        String pod,
        State state,
        @Nullable String session,
        Instant since,
        long calls,
        String detail,
        @Nullable Instant leaseUntil) {
    /// The parts into which the gateway divides what is registered.
    public enum State {
        FREE,
        RESERVED,
        BOUND,
        DRAINING,
        QUARANTINED
    }
}
