package io.monopod.gateway.proxy;

import io.monopod.gateway.call.AdmittedCall;

import org.jspecify.annotations.Nullable;

/// How far a call has come.
sealed interface Stage {
    /// Somebody is being asked what becomes of it.
    ///
    /// @param before whose instance never saw it, if it was admitted before
    /// @param decider to be interrupted if the call ends meanwhile; null if it takes no time
    record Undecided(@Nullable AdmittedCall before, @Nullable Thread decider) implements Stage {}

    /// It has a target, whose connection cannot take it yet.
    record Waiting(Course.ToInstance course, InstanceSide side) implements Stage {}

    /// The instance has it.
    record Forwarded(Course.ToInstance course, InstanceStream stream) implements Stage {}

    /// The instance was lost, and what to tell the client is being asked.
    record Lost(Course.ToInstance course) implements Stage {}

    /// The client has, or wants, no further answer.
    record Over(Cause cause) implements Stage {}

    /// Why a call is over.
    enum Cause {
        ANSWERED,
        CANCELLED,
        EXPIRED
    }
}
