package io.monopod.gateway.assign;

/// The state of an instance. Each registered instance is in exactly one.
public enum InstanceState {
    FREE,
    /// A bind is under way.
    RESERVED,
    BOUND,
    /// Takes no new session; its current one goes on.
    DRAINING,
    /// Takes no session: it is starting, closed, or has not confirmed that its session ended.
    QUARANTINED
}
