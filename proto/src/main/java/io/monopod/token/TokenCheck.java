package io.monopod.token;

/// What came of checking a token.
public sealed interface TokenCheck {
    record Valid(TokenClaims claims) implements TokenCheck {}

    record Invalid(TokenFault fault) implements TokenCheck {}
}
