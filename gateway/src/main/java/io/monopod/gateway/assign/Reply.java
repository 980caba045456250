package io.monopod.gateway.assign;

/// The result of a request to bind or to end a session.
public sealed interface Reply {
    /// The instance answered with its slot as it is after the request. The slot shows whether the
    /// request succeeded, so that there is one source of truth.
    record Answered(SlotReport slot) implements Reply {}

    /// Another process answered at that address.
    record WrongInstance() implements Reply {}

    /// The connection was refused: nothing was sent, and no process listens there.
    record Gone() implements Reply {}

    /// It was certainly not done: no connection in time, or the request was turned away.
    record NotDone() implements Reply {}

    /// The store that several gateways share did not take the grant, so the instance was not asked.
    record NotClaimed() implements Reply {}

    /// No answer. It may have been done, or may still be.
    record Unknown() implements Reply {}
}
