package io.monopod.gateway.assign;

/// A session's progress towards an instance, at one moment.
public sealed interface SessionStatus {
    /// It is in the wait queue.
    record Waiting(QueuePlace place) implements SessionStatus {}

    /// Its turn has come: an instance is being bound for it.
    record Binding(Grant grant) implements SessionStatus {}

    /// It has an instance.
    record Held(Hold hold) implements SessionStatus {}

    /// It neither waits nor has an instance.
    record Absent() implements SessionStatus {}
}
