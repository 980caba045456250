package io.monopod.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.security.jwt.SignedJwt;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.token.Role;
import io.monopod.token.TokenCheck;
import io.monopod.token.TokenClaims;
import io.monopod.token.TokenKeys;
import io.monopod.token.TokenVerifier;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

class TokenIssuerTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final Instant EXPIRES = Instant.parse("2026-01-02T04:04:06Z");
    private static final UserName ANN = new UserName("ann");
    private static final SessionId SESSION = new SessionId("s-1");

    private final SigningKey key = SigningKey.generate();
    private final TokenIssuer issuer = new TokenIssuer(key, "us", "them", Duration.ofHours(1));

    @Test
    void issuedTokensAreValid() {
        var token = issuer.issue(ANN, Role.ADMIN, SESSION, NOW);

        assertThat(token.expiresAt()).isEqualTo(EXPIRES);
        assertThat(verifier("them").verify("Bearer " + token.text(), SESSION, NOW))
                .isEqualTo(
                        new TokenCheck.Valid(
                                new TokenClaims(ANN, Role.ADMIN, Optional.of(SESSION), EXPIRES)));
    }

    @Test
    void issuedTokensCarryTheDocumentedClaims() {
        var jwt = SignedJwt.parseToken(issuer.issue(ANN, Role.ADMIN, SESSION, NOW).text()).getJwt();

        assertThat(jwt.payloadClaims().keySet())
                .contains("sub", "role", "session_id", "iss", "aud", "iat", "exp", "jti");
        assertThat(jwt.issueTime()).contains(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(jwt.algorithm()).contains("ES256");
        assertThat(jwt.keyId()).contains(key.id());
        assertThat(jwt.audience()).contains(List.of("them"));
    }

    @Test
    void tokenIsValidForItsWholeLifetime() {
        var brief = new TokenIssuer(key, "us", "them", Duration.ofSeconds(1));

        assertThat(brief.issue(ANN, Role.ADMIN, SESSION, NOW).expiresAt())
                .isEqualTo(Instant.parse("2026-01-02T03:04:07Z"));
        var whole = Instant.parse("2026-01-02T03:04:05Z");
        assertThat(brief.issue(ANN, Role.ADMIN, SESSION, whole).expiresAt())
                .isEqualTo(whole.plusSeconds(1));
    }

    @Test
    void twoTokensForTheSameSessionDiffer() {
        assertThat(issuer.issue(ANN, Role.ADMIN, SESSION, NOW).text())
                .isNotEqualTo(issuer.issue(ANN, Role.ADMIN, SESSION, NOW).text());
    }

    @Test
    void tokenIsNotPrinted() {
        var token = issuer.issue(ANN, Role.ADMIN, SESSION, NOW);

        assertThat(token.toString()).doesNotContain(token.text()).contains("2026");
    }

    /// Both (r, s) and (r, n - s) are valid signatures mathematically; only one is accepted.
    @Test
    void onlyTheIssuedSpellingIsValid() {
        for (int i = 0; i < 20; i++) {
            var token = issuer.issue(ANN, Role.ADMIN, SESSION, NOW).text();
            var verifier = verifier("them");
            assertThat(verifier.verify(token, NOW)).isInstanceOf(TokenCheck.Valid.class);

            assertThat(verifier.verify(Spellings.withOtherS(token), NOW))
                    .isInstanceOf(TokenCheck.Invalid.class);
            assertThat(verifier("them").verify(Spellings.withOtherS(token), NOW))
                    .isInstanceOf(TokenCheck.Invalid.class);
            for (var other : List.of(token + "=", token + "==", token + "\n", " " + token)) {
                assertThat(verifier.verify(other, NOW)).isInstanceOf(TokenCheck.Invalid.class);
            }
        }
    }

    private TokenVerifier verifier(String audience) {
        return new TokenVerifier(TokenKeys.ofJwks(key.jwks()), "us", audience);
    }
}
