package io.monopod.gateway.auth;

import java.time.Instant;

/// A token fresh from the [TokenIssuer].
///
/// @param text the signed JWT, which is as good as a password
/// @param expiresAt its `exp`, in whole seconds
public record IssuedToken(String text, Instant expiresAt) {
    /// Does not show the token.
    @Override
    public String toString() {
        return "IssuedToken[expiresAt=" + expiresAt + "]";
    }
}
