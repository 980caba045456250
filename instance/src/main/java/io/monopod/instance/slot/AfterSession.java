package io.monopod.instance.slot;

/// What an instance does when its session has ended.
public enum AfterSession {
    /// The process exits; its supervisor starts a fresh one under a new identity.
    EXIT,
    /// The same process frees its slot.
    REUSE
}
