package io.monopod.gateway.auth;

import io.monopod.proto.control.v1.TokenRules;
import io.monopod.token.Role;
import io.monopod.token.TrustedIssuer;

import java.util.List;
import java.util.UUID;

/// Converts the rules of token verification to their wire format.
final class TokenRulesText {
    private TokenRulesText() {}

    static TokenRules of(String audience, List<TrustedIssuer> issuers) {
        var rules = TokenRules.newBuilder().setAudience(audience);
        issuers.stream()
                .filter(issuer -> !issuer.keys().isEmpty())
                .map(TokenRulesText::of)
                .forEach(rules::addIssuers);
        return rules.setVersion(version(rules.build())).build();
    }

    private static io.monopod.proto.control.v1.TokenIssuer of(TrustedIssuer issuer) {
        var text =
                io.monopod.proto.control.v1.TokenIssuer.newBuilder()
                        .setIssuer(issuer.issuer())
                        .setJwks(issuer.keys().toJwks());
        return switch (issuer) {
            case TrustedIssuer.Own _ -> text.setOwn(true).build();
            case TrustedIssuer.Foreign(_, _, var roles) ->
                    text.addAllRoles(roles.stream().map(Role::value).sorted().toList()).build();
        };
    }

    /// Equal rules have the same version at every gateway.
    private static String version(TokenRules rules) {
        return UUID.nameUUIDFromBytes(rules.toByteArray()).toString();
    }
}
