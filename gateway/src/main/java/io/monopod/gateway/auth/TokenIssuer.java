package io.monopod.gateway.auth;

import io.helidon.security.jwt.Jwt;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.token.Role;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/// Issues the tokens for `Login`. Safe for use by many threads.
public final class TokenIssuer {
    private final SigningKey key;
    private final String issuer;
    private final String audience;
    private final Duration lifetime;

    /// @param lifetime of each token; rounding to whole seconds can add up to one second
    public TokenIssuer(SigningKey key, String issuer, String audience, Duration lifetime) {
        this.key = key;
        this.issuer = issuer;
        this.audience = audience;
        this.lifetime = lifetime;
    }

    public IssuedToken issue(UserName user, Role role, SessionId session, Instant now) {
        // Token times are whole seconds here (RFC 7519, section 2: NumericDate). They are rounded
        // so that the token is valid now and for its whole lifetime.
        var issuedAt = now.truncatedTo(ChronoUnit.SECONDS);
        var expiresAt = roundedUp(now.plus(lifetime));
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

    private static Instant roundedUp(Instant time) {
        var second = time.truncatedTo(ChronoUnit.SECONDS);
        return second.equals(time) ? second : second.plusSeconds(1);
    }
}
