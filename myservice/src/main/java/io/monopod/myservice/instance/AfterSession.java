package io.monopod.myservice.instance;

/// What an instance does when its session is over.
public enum AfterSession {
    /// The process exits; its supervisor starts a fresh one, under a new identity.
    EXIT,
    /// The slot is free again, in the same process.
    REUSE
}
