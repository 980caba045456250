package io.monopod.gateway.assign;

/// The five states of an instance, of which each registered instance is in exactly one.
public enum InstanceState {
    FREE,
    /// A bind is under way.
    RESERVED,
    BOUND,
    /// Takes no new session; one that it has goes on.
    DRAINING,
    /// Takes no session: starting, closed, or not known to have given one back.
    QUARANTINED
}
