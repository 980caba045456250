package io.monopod.gateway.assign;

/// What came of asking an instance to bind or to end a session.
public sealed interface Reply {
    /// It answered, with its slot as it is after the request: whether the request succeeded is read
    /// from the slot, so that there is one truth.
    record Told(SlotReport slot) implements Reply {}

    /// Another process answered at that address.
    record WrongInstance() implements Reply {}

    /// The connection was refused: nothing was sent, and no process listens there.
    record Gone() implements Reply {}

    /// It certainly was not done: there was no connection within the time, or it was turned away.
    record NotDone() implements Reply {}

    /// No answer. It may have been done, or may still be done later.
    record Unknown() implements Reply {}
}
