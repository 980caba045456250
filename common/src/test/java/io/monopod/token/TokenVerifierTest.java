package io.monopod.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.security.jwt.Jwt;
import io.helidon.security.jwt.jwk.Jwk;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.security.KeyPair;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

class TokenVerifierTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant LATER = NOW.plusSeconds(60);
    private static final SessionId SESSION = new SessionId("s-1");
    private static final TokenCheck INVALID = new TokenCheck.Invalid(TokenFault.INVALID_TOKEN);
    private static final TokenCheck EXPIRED = new TokenCheck.Invalid(TokenFault.TOKEN_EXPIRED);
    private static final TokenCheck VALID =
            new TokenCheck.Valid(
                    new TokenClaims(
                            new UserName("ann"), new Role("admin"), Optional.of(SESSION), LATER));

    private static final KeyPair PAIR = SigningKeys.ec();
    private static final Jwk KEY = SigningKeys.es256("k1", PAIR);
    private static final String JWKS = SigningKeys.jwks("k1", PAIR);

    private final TokenVerifier verifier = verifier(TokenKeys.ofJwks(JWKS));

    @Test
    void returnsClaimsOfValidToken() {
        assertThat(verifier.verify(token(jwt()), NOW)).isEqualTo(VALID);
    }

    @Test
    void acceptsBareAndBearerToken() {
        assertThat(verifier.verify("Bearer " + token(jwt()), NOW)).isEqualTo(VALID);
        assertThat(verifier.verify("bearer " + token(jwt()), NOW)).isEqualTo(VALID);
        assertThat(verifier.verify("Basic " + token(jwt()), NOW)).isEqualTo(INVALID);
    }

    @Test
    void reportsTokenForAnotherSession() {
        var token = token(jwt());

        assertThat(verifier.verify(token, SESSION, NOW)).isEqualTo(VALID);
        assertThat(verifier.verify(token, new SessionId("s-2"), NOW))
                .isEqualTo(new TokenCheck.Invalid(TokenFault.SESSION_MISMATCH));
    }

    @Test
    void cachesTokenUntilItExpires() {
        var token = token(jwt());

        assertThat(verifier.verify(token, LATER.minusMillis(1))).isEqualTo(VALID);
        assertThat(verifier.verify(token, LATER)).isEqualTo(EXPIRED);
        assertThat(verifier.verify(token, LATER)).isEqualTo(EXPIRED);
    }

    /// Whoever may sign tokens may make them as long and as many as he likes.
    @Test
    void cacheIsBoundedInBytes() {
        long offered = 0;
        for (int i = 0; offered < TokenVerifier.MAX_CACHE_BYTES * 5 / 4; i++) {
            var token = token(jwt().addPayloadClaim("padding", i + "x".repeat(5_500)));
            assertThat(verifier.verify(token, NOW)).isEqualTo(VALID);
            offered += token.length();
        }

        assertThat(verifier.cachedBytes())
                .isBetween(TokenVerifier.MAX_CACHE_BYTES / 2, TokenVerifier.MAX_CACHE_BYTES);
    }

    @Test
    void refusesTokenNotYetValidBeyondClockSkew() {
        assertThat(verifier.verify(token(jwt().issueTime(NOW.plusSeconds(20))), NOW))
                .isEqualTo(VALID);
        assertThat(verifier.verify(token(jwt().issueTime(NOW.plusSeconds(40))), NOW))
                .isEqualTo(INVALID);
        assertThat(verifier.verify(token(jwt().notBefore(NOW.plusSeconds(40))), NOW))
                .isEqualTo(INVALID);
    }

    @Test
    void refusesTokenForAnotherAudienceOrIssuer() {
        assertThat(verifier.verify(token(jwt().issuer("other")), NOW)).isEqualTo(INVALID);
        assertThat(verifier.verify(token(claims().addAudience("other")), NOW)).isEqualTo(INVALID);
        assertThat(verifier.verify(token(claims()), NOW)).isEqualTo(INVALID);
    }

    @Test
    void requiresSubjectAndExpiry() {
        var nobody = Jwt.builder().issuer("us").addAudience("them").expirationTime(LATER);
        var endless = Jwt.builder().issuer("us").addAudience("them").subject("ann");

        assertThat(verifier.verify(token(nobody), NOW)).isEqualTo(INVALID);
        assertThat(verifier.verify(token(endless), NOW)).isEqualTo(INVALID);
    }

    @Test
    void refusesSignatureOfAnotherKeyOrOtherClaims() {
        var forged =
                SigningKeys.sign(header("ES256", jwt()), SigningKeys.es256("k1", SigningKeys.ec()));
        var good = token(jwt()).split("\\.", -1);
        var other = token(jwt().subject("bob")).split("\\.", -1);

        assertThat(verifier.verify(forged, NOW)).isEqualTo(INVALID);
        assertThat(verifier.verify(good[0] + "." + other[1] + "." + good[2], NOW))
                .isEqualTo(INVALID);
    }

    @Test
    void refusesTokenWithoutSignature() {
        var body = token(jwt()).split("\\.", -1)[1];

        for (var header :
                new String[] {
                    "{\"alg\":\"none\"}",
                    "{\"alg\":\"none\",\"kid\":\"k1\"}",
                    "{\"kid\":\"k1\"}",
                    "{}"
                }) {
            assertThat(verifier.verify(base64(header) + "." + body + ".", NOW)).isEqualTo(INVALID);
        }
    }

    @Test
    void refusesPublicKeyUsedAsHmacSecret() {
        var asSecret = SigningKeys.hs256("k1", JWKS);
        var token = SigningKeys.sign(header("HS256", jwt()), asSecret);

        assertThat(verifier.verify(token, NOW)).isEqualTo(INVALID);
    }

    @Test
    void refusesUnknownCriticalExtension() {
        var token = token(jwt().addHeaderClaim("crit", java.util.List.of("b64")));

        assertThat(verifier.verify(token, NOW)).isEqualTo(INVALID);
    }

    @Test
    void acceptsRs256AndHs256IfConfigured() {
        var rsa = SigningKeys.rsa();
        var secret = "a secret that is long enough for HS256";
        var wide =
                verifier(
                        TokenKeys.ofJwks(JWKS)
                                .plus(TokenKeys.ofJwks(SigningKeys.jwks("k2", rsa)))
                                .plus(TokenKeys.ofHs256Secret(secret)));
        var rs256 =
                SigningKeys.sign(header("RS256", jwt()).keyId("k2"), SigningKeys.rs256("k2", rsa));
        var hs256 =
                SigningKeys.sign(
                        header("HS256", jwt()).keyId("hs256"), SigningKeys.hs256("hs256", secret));

        assertThat(wide.verify(token(jwt()), NOW)).isEqualTo(VALID);
        assertThat(wide.verify(rs256, NOW)).isEqualTo(VALID);
        assertThat(wide.verify(hs256, NOW)).isEqualTo(VALID);
        assertThat(verifier.verify(rs256, NOW)).isEqualTo(INVALID);
        assertThat(verifier.verify(hs256, NOW)).isEqualTo(INVALID);
    }

    @Test
    void tokenWithoutKeyIdUsesTheOnlyKeyOfItsAlgorithm() {
        var unnamed = SigningKeys.sign(jwt().algorithm("ES256"), KEY);
        var two =
                verifier(
                        TokenKeys.ofJwks(JWKS)
                                .plus(TokenKeys.ofJwks(SigningKeys.jwks("k2", SigningKeys.ec()))));

        assertThat(verifier.verify(unnamed, NOW)).isEqualTo(VALID);
        assertThat(two.verify(unnamed, NOW)).isEqualTo(INVALID);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "..",
                "...",
                "a.b.c",
                "Bearer",
                "Bearer ",
                "e30.e30.e30",
                "\u0000"
            })
    void refusesMalformedToken(@org.jspecify.annotations.Nullable String text) {
        assertThat(verifier.verify(text, NOW)).isEqualTo(INVALID);
    }

    @Test
    void refusesOverlongToken() {
        assertThat(verifier.verify(token(jwt().subject("x".repeat(8192))), NOW)).isEqualTo(INVALID);
    }

    private static TokenVerifier verifier(TokenKeys keys) {
        return new TokenVerifier(keys, "us", "them");
    }

    private static Jwt.Builder jwt() {
        return claims().addAudience("them");
    }

    private static Jwt.Builder claims() {
        return Jwt.builder()
                .issuer("us")
                .subject("ann")
                .addPayloadClaim("role", "admin")
                .addPayloadClaim("session_id", SESSION.value())
                .issueTime(NOW)
                .expirationTime(LATER);
    }

    private static String token(Jwt.Builder jwt) {
        return SigningKeys.sign(header("ES256", jwt), KEY);
    }

    private static Jwt.Builder header(String algorithm, Jwt.Builder jwt) {
        return jwt.algorithm(algorithm).keyId("k1");
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
