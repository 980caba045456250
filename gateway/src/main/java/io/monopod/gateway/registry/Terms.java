package io.monopod.gateway.registry;

import java.time.Duration;
import java.util.function.Supplier;

/// What an instance is told when it registers, besides its cluster's lease.
///
/// @param heartbeatInterval how often it reports; shorter than the lease
/// @param jwks the public keys that it checks tokens with, as JSON (RFC 7517); asked each time
/// @param issuer the `iss` that tokens must bear
/// @param audience the `aud` that tokens must bear
public record Terms(
        Duration heartbeatInterval, Supplier<String> jwks, String issuer, String audience) {}
