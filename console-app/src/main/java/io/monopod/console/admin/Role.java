package io.monopod.console.admin;

/// What a gateway is among those that share their sessions (`docs/many-gateways.md`).
public enum Role {
    /// It shares nothing, or has not said.
    ALONE,
    LEADER,
    FOLLOWER,
    /// It knows of no leader.
    NO_LEADER
}
