package io.monopod.gateway.assign;

/// Which instance of its preference list a new session gets.
public enum Policy {
    /// The first free one: N instances serve N sessions; session N+1 is refused.
    EXCLUSIVE,
    /// The first one, free or not: two sessions can meet, and the instance refuses the later one.
    STRICT
}
