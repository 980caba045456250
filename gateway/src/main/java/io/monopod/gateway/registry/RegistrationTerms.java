package io.monopod.gateway.registry;

import io.monopod.config.HostPort;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.SlotReport;
import io.monopod.proto.control.v1.TokenRules;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What the gateway tells an instance that registers or reports, besides its cluster's lease.
///
/// @param heartbeatInterval how often the instance reports; shorter than the lease
/// @param tokens the rules for checking the tokens of direct calls; called each time, because they
///   can change
/// @param unused when the instance itself ends its session
/// @param vouch whether the instance may serve on
/// @param gateways where it may register besides; empty if the gateway stands alone
public record RegistrationTerms(
        Duration heartbeatInterval,
        Supplier<TokenRules> tokens,
        Unused unused,
        Vouch vouch,
        Supplier<List<HostPort>> gateways) {
    /// Those of a gateway that stands alone: it ends idle sessions itself, and its instances need
    /// no word to serve on.
    public RegistrationTerms(Duration heartbeatInterval, Supplier<TokenRules> tokens) {
        this(heartbeatInterval, tokens, Unused.KEPT, (_, _) -> Optional.empty(), List::of);
    }

    /// After how long the instance itself ends a session that is not used; zero for never, where
    /// the gateway does that.
    ///
    /// @param idle without a call
    /// @param disconnected without a connection of its client
    public record Unused(Duration idle, Duration disconnected) {
        public static final Unused KEPT = new Unused(Duration.ZERO, Duration.ZERO);
    }

    /// Decides for each answer to an instance whether the gateway vouches for it.
    @FunctionalInterface
    public interface Vouch {
        /// Whether no other instance can have been given this one's session; empty if the gateway
        /// stands alone. Does not block.
        ///
        /// @param report what the instance has just reported
        Optional<Boolean> forInstance(Instance instance, SlotReport report);
    }
}
