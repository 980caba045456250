package io.monopod.gateway.route;

/// What becomes of a call whose session has no instance when none is free.
public enum OnFull {
    /// It is told so at once, unless it asks to wait.
    REFUSE,
    /// It waits, unless it asks not to.
    WAIT
}
