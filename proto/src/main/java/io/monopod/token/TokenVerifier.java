package io.monopod.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.helidon.security.jwt.Jwt;
import io.helidon.security.jwt.JwtValidator;
import io.helidon.security.jwt.SignedJwt;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

import jakarta.json.JsonString;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Checks tokens against one set of keys, and remembers the good ones until they expire: a
/// signature takes a third of a millisecond to check, a remembered token less than a microsecond.
///
/// Safe for use by many threads. When the keys change, a new verifier takes its place, and with it
/// goes what was remembered.
public final class TokenVerifier {
    /// By how much the clocks of issuer and verifier may differ. An expired token gets none of it.
    private static final Duration SKEW = Duration.ofSeconds(30);

    /// Longer ones are refused unread.
    private static final int MAX_LENGTH = 8192;

    /// About 2 KiB each.
    private static final int MAX_REMEMBERED = 20_000;

    private static final String BEARER = "Bearer ";

    private final TokenKeys keys;
    private final JwtValidator meantForUs;

    /// By the `authorization` value as it came. Nothing runs on other threads for it.
    private final Cache<String, TokenClaims> good =
            Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).executor(Runnable::run).build();

    /// @param issuer the `iss` that a token must bear
    /// @param audience the `aud` that a token must bear, among others maybe
    public TokenVerifier(TokenKeys keys, String issuer, String audience) {
        this.keys = keys;
        this.meantForUs =
                JwtValidator.builder()
                        .addCriticalValidator()
                        .addIssuerValidator(issuer)
                        .addAudienceValidator(audience)
                        .build();
    }

    /// Checks the token of a call that belongs to a session.
    ///
    /// @param authorization the metadata's value, bare or with `Bearer ` before it; null if missing
    public TokenCheck verify(@Nullable String authorization, SessionId session, Instant now) {
        return switch (verify(authorization, now)) {
            case TokenCheck.Valid(var claims) when !claims.session().equals(Optional.of(session)) ->
                    new TokenCheck.Invalid(TokenFault.SESSION_MISMATCH);
            case TokenCheck check -> check;
        };
    }

    /// Checks a token, whatever it was issued for.
    ///
    /// @param authorization the metadata's value, bare or with `Bearer ` before it; null if missing
    public TokenCheck verify(@Nullable String authorization, Instant now) {
        if (authorization == null || authorization.length() > MAX_LENGTH) {
            return new TokenCheck.Invalid(TokenFault.INVALID_TOKEN);
        }
        var known = good.getIfPresent(authorization);
        var claims = known != null ? known : read(bare(authorization), now);
        if (claims == null) {
            return new TokenCheck.Invalid(TokenFault.INVALID_TOKEN);
        }
        if (!now.isBefore(claims.expiresAt())) {
            good.invalidate(authorization);
            return new TokenCheck.Invalid(TokenFault.TOKEN_EXPIRED);
        }
        if (known == null) {
            good.put(authorization, claims);
        }
        return new TokenCheck.Valid(claims);
    }

    private static String bare(String authorization) {
        return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : authorization;
    }

    /// The claims of a token that is rightly signed and meant for us, or null.
    private @Nullable TokenClaims read(String token, Instant now) {
        try {
            var signed = SignedJwt.parseToken(token);
            if (!keys.signed(signed)) {
                return null;
            }
            var jwt = signed.getJwt();
            return meantForUs.validate(jwt).isValid() && hasBegun(jwt, now) ? claims(jwt) : null;
        } catch (RuntimeException e) {
            // Helidon throws several kinds for what is no token. Not logged: the messages repeat
            // it.
            return null;
        }
    }

    private static boolean hasBegun(Jwt jwt, Instant now) {
        var latest = now.plus(SKEW);
        return jwt.issueTime().map(t -> !t.isAfter(latest)).orElse(true)
                && jwt.notBefore().map(t -> !t.isAfter(latest)).orElse(true);
    }

    private static TokenClaims claims(Jwt jwt) {
        return new TokenClaims(
                new UserName(jwt.subject().orElse("")),
                text(jwt, "role").map(Role::new).orElse(Role.NONE),
                text(jwt, "session_id").map(SessionId::new),
                jwt.expirationTime().orElseThrow());
    }

    private static Optional<String> text(Jwt jwt, String claim) {
        return jwt.payloadClaim(claim).map(value -> ((JsonString) value).getString());
    }
}
