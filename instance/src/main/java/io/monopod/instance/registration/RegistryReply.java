package io.monopod.instance.registration;

import io.monopod.contract.Epoch;
import io.monopod.proto.control.v1.TokenRules;

import java.time.Duration;
import java.util.Optional;

/// The outcome of a message to the gateway's registry.
sealed interface RegistryReply {
    /// The gateway knows the instance.
    ///
    /// @param heartbeat the interval of heartbeats
    /// @param lease how long the gateway keeps the instance without a heartbeat
    /// @param granted the highest epoch granted before: a bind that is not above it is stale
    /// @param tokens the rules for the tokens of direct calls
    /// @param sessionIdle the instance ends a session without calls after this time; zero: never
    record Registered(
            Duration heartbeat,
            Duration lease,
            Epoch granted,
            TokenRules tokens,
            Duration sessionIdle)
            implements RegistryReply {}

    /// The lease is renewed.
    ///
    /// @param tokens the current rules, if they differ from the instance's
    record Renewed(Optional<TokenRules> tokens) implements RegistryReply {}

    /// The gateway does not know the instance: it restarted, or the lease ran out.
    record Unknown() implements RegistryReply {}

    /// The gateway refuses the instance.
    ///
    /// @param why for the log
    record Refused(String why) implements RegistryReply {}

    /// The gateway cannot be reached.
    ///
    /// @param why for the log
    record Unreachable(String why) implements RegistryReply {}
}
