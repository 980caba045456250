package io.monopod.gateway.assign;

import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;

/// The result of claiming an instance for a call's session.
public sealed interface Assignment {
    /// Nothing is left to wait for: the caller acts on it.
    sealed interface Final extends Assignment permits Held, Conflict, Refusal {}

    /// The caller has to bind an instance, or wait for one.
    sealed interface Pending extends Assignment {}

    /// The session holds an instance. The call has begun in the grant's [GrantCalls].
    record Held(Grant grant) implements Final {}

    /// Strict policy: another session holds the instance. The call goes there without an epoch, and
    /// the instance itself answers with the conflict.
    record Conflict(Instance instance) implements Final {}

    /// An instance is reserved for the session. The caller binds it and reports the result with
    /// [io.monopod.gateway.table.SessionTable#settle].
    record Reserved(Grant grant) implements Pending {}

    /// The session has a place in the waiting room. The caller calls
    /// [io.monopod.gateway.table.SessionTable#poll] when the session's state changes, and
    /// [io.monopod.gateway.table.SessionTable#leave] in any case.
    record Waiting(SessionId session) implements Pending {}

    /// The result depends on an instance that is being bound or ended under this epoch. The caller
    /// claims again when [io.monopod.gateway.table.SessionTable#isUnsettled] is false.
    record Unsettled(InstanceId instance, Epoch epoch) implements Pending {}
}
