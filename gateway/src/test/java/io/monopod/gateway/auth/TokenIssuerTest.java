package io.monopod.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.security.jwt.SignedJwt;
import io.monopod.contract.Names;
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
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

class TokenIssuerTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final Instant EXPIRES = Instant.parse("2026-01-02T04:04:06Z");
    private static final UserName ANN = new UserName("ann");
    private static final SessionId SESSION = new SessionId("s-1");

    private final SigningKey key = SigningKey.generate();
    private final TokenIssuer issuer = new TokenIssuer(key, "us", "them", Duration.ofHours(1));

    @Test
    void itsTokensPassTheCheck() {
        var token = issuer.issue(ANN, Role.ADMIN, SESSION, NOW);

        assertThat(token.expiresAt()).isEqualTo(EXPIRES);
        assertThat(verifier("them").verify("Bearer " + token.text(), SESSION, NOW))
                .isEqualTo(
                        new TokenCheck.Valid(
                                new TokenClaims(ANN, Role.ADMIN, Optional.of(SESSION), EXPIRES)));
    }

    @Test
    void itsTokensBearTheClaimsOfTheContract() {
        var jwt = SignedJwt.parseToken(issuer.issue(ANN, Role.ADMIN, SESSION, NOW).text()).getJwt();

        assertThat(jwt.payloadClaims().keySet())
                .contains("sub", "role", "session_id", "iss", "aud", "iat", "exp", "jti");
        assertThat(jwt.issueTime()).contains(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(jwt.algorithm()).contains("ES256");
        assertThat(jwt.keyId()).contains(key.id());
        assertThat(jwt.audience()).contains(List.of("them"));
    }

    @Test
    void aTokenIsGoodForAllOfItsLifetime() {
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
    void aTokenIsNotPrinted() {
        var token = issuer.issue(ANN, Role.ADMIN, SESSION, NOW);

        assertThat(token.toString()).doesNotContain(token.text()).contains("2026");
    }

    @Test
    void theControlTokenIsForInstancesOnly() {
        var control = new ControlToken(key, "us", InstantSource.fixed(NOW)).get();

        assertThat(verifier(Names.CONTROL_AUDIENCE).verify(control, NOW))
                .isInstanceOf(TokenCheck.Valid.class);
        assertThat(verifier("them").verify(control, NOW)).isInstanceOf(TokenCheck.Invalid.class);
    }

    @Test
    void theControlTokenIsRenewedWhenHalfItsTimeIsOver() {
        var minutes = new AtomicInteger();
        var control =
                new ControlToken(key, "us", () -> NOW.plus(Duration.ofMinutes(minutes.get())));
        var first = control.get();

        minutes.set(2);
        assertThat(control.get()).isEqualTo(first);
        minutes.set(3);
        assertThat(control.get()).isNotEqualTo(first);
    }

    @Test
    void aSessionsTokenIsNoControlToken() {
        var token = issuer.issue(ANN, Role.ADMIN, SESSION, NOW);

        assertThat(verifier(Names.CONTROL_AUDIENCE).verify(token.text(), NOW))
                .isInstanceOf(TokenCheck.Invalid.class);
    }

    private TokenVerifier verifier(String audience) {
        return new TokenVerifier(TokenKeys.ofJwks(key.jwks()), "us", audience);
    }
}
