package io.monopod.gateway.assign;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// A snapshot of an instance.
///
/// @param detail why it is quarantined, or empty
/// @param hold the session that is on it, or may be on it
/// @param leaseUntil when it counts as lost unless it reports before
public record InstanceView(
        Instance instance,
        InstanceState state,
        String detail,
        @Nullable Hold hold,
        Instant leaseUntil) {}
