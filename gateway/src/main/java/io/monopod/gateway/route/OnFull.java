package io.monopod.gateway.route;

/// What happens to a call when its session needs an instance and none is free.
public enum OnFull {
    /// The call is refused at once, unless it asks to wait.
    REFUSE,
    /// The call waits, unless it asks not to.
    WAIT
}
