package io.monopod.gateway.auth;

import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

import java.time.Instant;

/// Hears of the tokens that `Login` gives out. Must not block.
@FunctionalInterface
public interface TokenListener {
    /// For who does not want to know.
    TokenListener NONE = (_, _, _) -> {};

    void issued(UserName user, SessionId session, Instant expiry);
}
