package io.monopod.console.live;

/// Where an instance stands, as far as is known here.
public enum PodState {
    FREE,
    RESERVED,
    BUSY,
    DRAINING,
    QUARANTINED,
    /// Its process is frozen: it has its connections and answers nothing.
    PAUSED,
    LOST
}
