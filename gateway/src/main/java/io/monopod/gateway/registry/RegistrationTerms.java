package io.monopod.gateway.registry;

import io.monopod.proto.control.v1.TokenRules;

import java.time.Duration;
import java.util.function.Supplier;

/// What the gateway tells an instance that registers, besides its cluster's lease.
///
/// @param heartbeatInterval how often the instance reports; shorter than the lease
/// @param tokens the rules for checking the tokens of direct calls; called each time, because they
///   can change
/// @param sessionIdle after how long the instance itself ends a session without calls; zero if the
///   gateway does that
public record RegistrationTerms(
        Duration heartbeatInterval, Supplier<TokenRules> tokens, Duration sessionIdle) {
    /// Those of a gateway that ends idle sessions itself.
    public RegistrationTerms(Duration heartbeatInterval, Supplier<TokenRules> tokens) {
        this(heartbeatInterval, tokens, Duration.ZERO);
    }
}
