package io.monopod.gateway.assign;

import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;

import java.time.Duration;

/// What the table says to a call that asks for its session's instance.
public sealed interface Decision {
    /// Nothing is left to do but to act on it.
    sealed interface Final extends Decision {}

    /// An instance has to be asked, or waited for.
    sealed interface Pending extends Decision {}

    /// The session holds an instance. The call has begun in the grant's [Usage].
    record Held(Grant grant) implements Final {}

    /// Strict policy: the session's instance is held by another; the call goes there without an
    /// epoch, to be told so by the instance itself.
    record Visit(Instance instance) implements Final {}

    /// The session belongs to another user.
    record NotOwner() implements Final {}

    /// There is no instance for it.
    sealed interface Refused extends Final {}

    /// Every live instance holds another session, or is being bound to one.
    ///
    /// @param total instances registered
    /// @param busy those that hold a session
    /// @param waiting sessions in the waiting room
    /// @param expected how long it will be until one is free, by what was seen lately
    record AllBusy(int total, int busy, int waiting, Duration expected) implements Refused {}

    /// The call would wait, but the waiting room is full.
    ///
    /// @param waiting sessions in it
    /// @param expected how long one that came in now would wait
    record QueueFull(int waiting, Duration expected) implements Refused {}

    /// The call has waited for as long as it would.
    ///
    /// @param position of its session when it left
    /// @param expected how much longer it would have waited
    record QueueTimeout(int position, int waiting, Duration expected) implements Refused {}

    /// Live instances exist, but none may take a session now.
    record NoneAvailable() implements Refused {}

    /// No live instance is known.
    record NoneKnown() implements Refused {}

    /// The gateway has just started, and instances that hold sessions may not have reported yet.
    record Starting() implements Refused {}

    /// An instance is reserved for the session. The caller binds it and then tells the table what
    /// came of it: [SessionTable#settle].
    record Reserved(Grant grant) implements Pending {}

    /// The session has a place in the waiting room. The caller asks again ([SessionTable#turn])
    /// when something has happened to the session, and leaves ([SessionTable#leave]) in any case.
    record Waiting(SessionId session) implements Pending {}

    /// It depends on an instance that is being bound or ended under this epoch. The caller asks
    /// again when that is over: [SessionTable#isUnsettled].
    record Unsettled(InstanceId instance, Epoch epoch) implements Pending {}
}
