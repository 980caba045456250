package io.monopod.gateway.call;

/// What becomes of calls whose token expires while they are under way.
public enum OnExpiry {
    /// They go on: the token was good when they began.
    CONTINUE,
    END
}
