package io.monopod.gateway.auth;

import io.helidon.security.jwt.Jwt;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.token.Role;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/// Makes the tokens that `Login` gives out. Safe for use by many threads.
public final class TokenIssuer {
    private final SigningKey key;
    private final String issuer;
    private final String audience;
    private final Duration lifetime;

    /// @param lifetime of each token, at least a second
    public TokenIssuer(SigningKey key, String issuer, String audience, Duration lifetime) {
        this.key = key;
        this.issuer = issuer;
        this.audience = audience;
        this.lifetime = lifetime;
    }

    /// A token for one session of one user.
    public IssuedToken issue(UserName user, Role role, SessionId session, Instant now) {
        // Times in a token are whole seconds (RFC 7519, section 2: NumericDate), so the answer's
        // expires_at is cut to match.
        var issuedAt = now.truncatedTo(ChronoUnit.SECONDS);
        var expiresAt = issuedAt.plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
        var token =
                key.sign(
                        Jwt.builder()
                                .subject(user.value())
                                .addPayloadClaim("role", role.value())
                                .addPayloadClaim("session_id", session.value())
                                .issuer(issuer)
                                .addAudience(audience)
                                .issueTime(issuedAt)
                                .expirationTime(expiresAt)
                                .jwtId(UUID.randomUUID().toString()));
        return new IssuedToken(token, expiresAt);
    }
}
