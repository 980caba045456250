package io.monopod.gateway.call;

/// What happens to calls whose token expires while they are under way.
public enum OnExpiry {
    /// They go on: the token was valid when they began.
    CONTINUE,
    END
}
