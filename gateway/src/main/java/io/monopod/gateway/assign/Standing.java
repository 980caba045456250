package io.monopod.gateway.assign;

/// How far a session is on its way to an instance, at one moment.
public sealed interface Standing {
    /// It stands in line.
    record Waiting(QueuePlace place) implements Standing {}

    /// Its turn has come: an instance is being bound for it.
    record Binding(Grant grant) implements Standing {}

    /// It has an instance.
    record Held(Hold hold) implements Standing {}

    /// It neither waits nor has an instance.
    record Absent() implements Standing {}
}
