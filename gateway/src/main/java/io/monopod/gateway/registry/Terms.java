package io.monopod.gateway.registry;

import java.time.Duration;
import java.util.function.Supplier;

/// What an instance is told when it registers.
///
/// @param lease how long an instance may be silent before it counts as gone
/// @param heartbeatInterval how often it reports; shorter than the lease
/// @param jwks the public keys that it checks tokens with, as JSON (RFC 7517); asked each time
/// @param issuer the `iss` that tokens must bear
/// @param audience the `aud` that tokens must bear
public record Terms(
        Duration lease,
        Duration heartbeatInterval,
        Supplier<String> jwks,
        String issuer,
        String audience) {
    public Terms {
        if (!heartbeatInterval.isPositive() || heartbeatInterval.compareTo(lease) >= 0) {
            throw new IllegalArgumentException(
                    "heartbeat interval must be positive and shorter than the lease of "
                            + lease
                            + ": "
                            + heartbeatInterval);
        }
    }
}
