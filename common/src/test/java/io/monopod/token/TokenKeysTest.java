package io.monopod.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenKeysTest {
    private static final String JWKS = SigningKeys.jwks("k1", SigningKeys.ec());

    @Test
    void publishedKeysHaveNoSecretsOrPrivateParts() {
        var withPrivatePart = JWKS.replace("\"kty\"", "\"d\":\"AQ\",\"kty\"");
        var keys =
                TokenKeys.ofJwks(withPrivatePart)
                        .plus(TokenKeys.ofHs256Secret("a secret that is long enough for HS256"));

        assertThat(keys.toJwks()).contains("\"k1\"").doesNotContain("\"d\"", "\"k\"", "oct");
    }

    @Test
    void surviveRoundTripThroughKeySet() {
        assertThat(TokenKeys.ofJwks(TokenKeys.ofJwks(JWKS).toJwks()).toJwks())
                .isEqualTo(TokenKeys.ofJwks(JWKS).toJwks());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"keys\":[]}",
                "{\"keys\":[1]}",
                "{\"keys\":[{}]}",
                "{\"keys\":[{\"kty\":\"OKP\",\"kid\":\"a\",\"crv\":\"Ed25519\",\"x\":\"AA\"}]}",
                "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"a\",\"k\":\"AAAA\"}]}",
                "{\"keys\":[{\"kty\":\"EC\",\"kid\":\"a\",\"crv\":\"P-256\"}]}"
            })
    void ignoreUnusableKeys(String jwks) {
        assertThat(TokenKeys.ofJwks(jwks).isEmpty()).isTrue();
    }

    @Test
    void ignoreEncryptionKeys() {
        assertThat(TokenKeys.ofJwks(JWKS.replace("\"kty\"", "\"use\":\"enc\",\"kty\"")).isEmpty())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "[]", "{}", "{\"keys\":7}"})
    void refuseInvalidKeySet(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> TokenKeys.ofJwks(text));
    }
}
