package io.monopod.myservice.instance;

import io.monopod.contract.Names;
import io.monopod.contract.SessionId;
import io.monopod.token.TokenCheck;
import io.monopod.token.TokenFault;
import io.monopod.token.TokenKeys;
import io.monopod.token.TokenVerifier;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Checks what the gateway has signed, by the keys that it gives at registration. Until it has
/// given any, no token is good.
final class GatewayTokens {
    private final InstantSource clock;
    private final CountDownLatch known = new CountDownLatch(1);
    private volatile Optional<Verifiers> current = Optional.empty();

    GatewayTokens(InstantSource clock) {
        this.clock = clock;
    }

    /// Takes the keys that go from now on. The same keys again change nothing.
    ///
    /// @throws IllegalArgumentException if the keys are not a key set
    void use(Terms terms) {
        if (current.filter(known -> known.terms.equals(terms)).isEmpty()) {
            current = Optional.of(Verifiers.of(terms));
            known.countDown();
        }
    }

    /// Waits until a gateway has given keys: who binds may be quicker than the answer to the
    /// registration that bears them.
    ///
    /// @return false if that did not come about in time, or the thread was interrupted (which it
    ///   then still is)
    boolean awaitKnown(Duration patience) {
        try {
            return known.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Whether a gateway has given keys, which it does when it takes the registration.
    boolean areKnown() {
        return current.isPresent();
    }

    /// A token of a user, for a call of `session`.
    TokenCheck ofUser(@Nullable String authorization, SessionId session) {
        return current.map(by -> by.users.verify(authorization, session, clock.instant()))
                .orElse(new TokenCheck.Invalid(TokenFault.INVALID_TOKEN));
    }

    /// The gateway's own token, for a call to [ControlService].
    TokenCheck ofGateway(@Nullable String authorization) {
        return current.map(by -> by.gateway.verify(authorization, clock.instant()))
                .orElse(new TokenCheck.Invalid(TokenFault.INVALID_TOKEN));
    }

    /// What a token is checked by.
    ///
    /// @param jwks public keys (RFC 7517)
    /// @param issuer the `iss` of every token
    /// @param audience the `aud` of the users' tokens
    record Terms(String jwks, String issuer, String audience) {}

    private record Verifiers(Terms terms, TokenVerifier users, TokenVerifier gateway) {
        static Verifiers of(Terms terms) {
            var keys = TokenKeys.ofJwks(terms.jwks);
            return new Verifiers(
                    terms,
                    new TokenVerifier(keys, terms.issuer, terms.audience),
                    new TokenVerifier(keys, terms.issuer, Names.CONTROL_AUDIENCE));
        }
    }
}
