package io.monopod.console.snapshot;

/// The state of an instance as the console knows it.
public enum PodState {
    FREE,
    RESERVED,
    BUSY,
    DRAINING,
    QUARANTINED,
    /// Its process is frozen: its connections stay open and it answers nothing.
    PAUSED,
    LOST
}
