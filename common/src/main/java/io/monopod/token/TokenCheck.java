package io.monopod.token;

/// The result of checking a token.
public sealed interface TokenCheck {
    record Valid(TokenClaims claims) implements TokenCheck {}

    record Invalid(TokenFault fault) implements TokenCheck {}
}
