package io.monopod.gateway.registry;

import io.monopod.gateway.auth.SigningKey;
import io.monopod.gateway.control.ReportVerifier;
import io.monopod.token.TokenKeys;
import io.monopod.token.TokenVerifier;
import io.monopod.vouch.GrantKey;

import java.time.InstantSource;

/// Report verifiers for tests.
public final class TestClaims {
    private TestClaims() {}

    /// @param key of the gateway, whose tokens have `iss` "iss" and `aud` "aud"
    public static ReportVerifier of(SigningKey key) {
        var tokens = new TokenVerifier(TokenKeys.ofJwks(key.jwks()), "iss", "aud");
        return new ReportVerifier(
                new GrantKey(key.derive("grants")), () -> tokens, InstantSource.system());
    }

    public static ReportVerifier any() {
        return of(SigningKey.generate());
    }
}
