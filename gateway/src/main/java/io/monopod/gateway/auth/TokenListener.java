package io.monopod.gateway.auth;

import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

import java.time.Instant;

/// Receives each token that `Login` issues. Must not block.
@FunctionalInterface
public interface TokenListener {
    /// For callers that do not need this.
    TokenListener NONE = (_, _, _) -> {};

    void issued(UserName user, SessionId session, Instant expiry);
}
