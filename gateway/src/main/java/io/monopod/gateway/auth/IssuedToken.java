package io.monopod.gateway.auth;

import java.time.Instant;

/// A new token from the [TokenIssuer].
///
/// @param text the signed JWT, as secret as a password
/// @param expiresAt its `exp`, in whole seconds
public record IssuedToken(String text, Instant expiresAt) {
    /// Hides the token.
    @Override
    public String toString() {
        return "IssuedToken[expiresAt=" + expiresAt + "]";
    }
}
