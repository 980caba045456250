package io.monopod.instance.call;

import io.monopod.contract.SessionId;
import io.monopod.proto.control.v1.TokenIssuer;
import io.monopod.proto.control.v1.TokenRules;
import io.monopod.token.Role;
import io.monopod.token.TokenCheck;
import io.monopod.token.TokenFault;
import io.monopod.token.TokenKeys;
import io.monopod.token.TokenVerifier;
import io.monopod.token.TrustedIssuer;

import org.jspecify.annotations.Nullable;

import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Collectors;

/// Checks the tokens of direct calls by the rules that the gateway sends at registration and
/// whenever they change. Before the first rules no token is valid.
public final class GatewayTokens {
    private final InstantSource clock;
    private volatile Optional<Current> current = Optional.empty();

    private record Current(TokenRules rules, TokenVerifier verifier) {}

    public GatewayTokens(InstantSource clock) {
        this.clock = clock;
    }

    /// Replaces the rules. The same rules again change nothing.
    ///
    /// @throws IllegalArgumentException if the keys are not a key set
    public void use(TokenRules rules) {
        if (current.filter(known -> known.rules.equals(rules)).isEmpty()) {
            current = Optional.of(new Current(rules, verifier(rules)));
        }
    }

    private static TokenVerifier verifier(TokenRules rules) {
        return new TokenVerifier(
                rules.getIssuersList().stream().map(GatewayTokens::issuer).toList(),
                rules.getAudience());
    }

    private static TrustedIssuer issuer(TokenIssuer text) {
        var keys = TokenKeys.ofJwks(text.getJwks());
        return text.getOwn()
                ? new TrustedIssuer.Own(text.getIssuer(), keys)
                : new TrustedIssuer.Foreign(
                        text.getIssuer(),
                        keys,
                        text.getRolesList().stream()
                                .map(Role::new)
                                .collect(Collectors.toUnmodifiableSet()));
    }

    /// Whether a gateway has sent rules, which it does when it accepts the registration.
    public boolean areKnown() {
        return current.isPresent();
    }

    /// The version of the current rules; empty if there are none yet.
    public String version() {
        return current.map(known -> known.rules.getVersion()).orElse("");
    }

    /// Checks a user's token for a call of `session`.
    public TokenCheck ofUser(@Nullable String authorization, SessionId session) {
        return current.map(by -> by.verifier.verify(authorization, session, clock.instant()))
                .orElse(new TokenCheck.Invalid(TokenFault.INVALID_TOKEN));
    }
}
