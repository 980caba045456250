package io.monopod.instance.registration;

import io.monopod.contract.Epoch;
import io.monopod.instance.call.SessionTimeouts;
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
    /// @param limits when the instance itself ends its session
    /// @param vouched whether the instance may serve on
    record Registered(
            Duration heartbeat,
            Duration lease,
            Epoch granted,
            TokenRules tokens,
            SessionTimeouts.Limits limits,
            Vouched vouched)
            implements RegistryReply {}

    /// The lease is renewed.
    ///
    /// @param tokens the current rules, if they differ from the instance's
    /// @param vouched whether the instance may serve on
    record Renewed(Optional<TokenRules> tokens, Vouched vouched) implements RegistryReply {}

    /// The gateway does not know the instance: it restarted, or the lease ran out.
    record Unknown() implements RegistryReply {}

    /// The gateway refuses the instance.
    ///
    /// @param why for the log
    record Refused(String why) implements RegistryReply {}

    /// The gateway cannot be reached, or reaches no leader.
    ///
    /// @param why for the log
    /// @param vouched whether the instance may serve on all the same
    record Unreachable(String why, Vouched vouched) implements RegistryReply {}

    /// Whether a gateway says that no other instance can have been given this one's session.
    enum Vouched {
        YES,
        NO,
        /// It stands alone, or is an old one: the instance needs no such word.
        UNSAID;

        static Vouched of(boolean vouched) {
            return vouched ? YES : NO;
        }
    }
}
