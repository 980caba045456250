package io.monopod.myservice.instance;

import io.monopod.contract.Epoch;

import java.time.Duration;

/// What came of a word to the gateway's registry.
sealed interface RegistryReply {
    /// The gateway knows the instance.
    ///
    /// @param heartbeat how often it wants to hear from it
    /// @param lease how long it does without hearing from it
    /// @param granted the highest epoch that it granted before: a bind that is not above it is old
    record Registered(Duration heartbeat, Duration lease, Epoch granted, GatewayTokens.Terms terms)
            implements RegistryReply {}

    /// The lease is renewed.
    record Renewed() implements RegistryReply {}

    /// The gateway does not know the instance: it restarted, or the lease ran out.
    record Unknown() implements RegistryReply {}

    /// The gateway will not have the instance.
    ///
    /// @param why for the log
    record Refused(String why) implements RegistryReply {}

    /// The gateway cannot be reached.
    ///
    /// @param why for the log
    record Unreachable(String why) implements RegistryReply {}
}
