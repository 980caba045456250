package io.monopod.gateway.call;

import io.monopod.contract.Names;
import io.monopod.contract.SessionId;
import io.monopod.gateway.http2.HeaderList;
import io.monopod.gateway.route.Affinity;
import io.monopod.gateway.route.Route;
import io.monopod.token.TokenCheck;
import io.monopod.token.TokenVerifier;

import java.time.Instant;
import java.util.function.Supplier;

/// Finds out who calls: first the session id, then the token, as the contract orders the checks.
final class Authenticator {
    private final Supplier<TokenVerifier> tokens;

    Authenticator(Supplier<TokenVerifier> tokens) {
        this.tokens = tokens;
    }

    Caller authenticate(Route route, HeaderList head, Instant now) {
        if (route.affinity() == Affinity.SESSION) {
            return member(head, now);
        }
        return switch (route.authentication()) {
            case NONE -> new Caller.Anyone();
            case REQUIRED -> user(head, now);
        };
    }

    private Caller member(HeaderList head, Instant now) {
        var value = head.first(Names.SESSION_ID);
        if (value == null || value.isEmpty()) {
            return new Caller.Refused(new Refusal.MissingSessionId());
        }
        if (!SessionId.isValid(value)) {
            return new Caller.Refused(new Refusal.MalformedSessionId());
        }
        var session = new SessionId(value);
        return switch (tokens.get().verify(head.first(Names.AUTHORIZATION), session, now)) {
            case TokenCheck.Valid(var claims) ->
                    new Caller.Member(claims.user(), session, claims.expiresAt());
            case TokenCheck.Invalid(var fault) -> new Caller.Refused(new Refusal.BadToken(fault));
        };
    }

    private Caller user(HeaderList head, Instant now) {
        return switch (tokens.get().verify(head.first(Names.AUTHORIZATION), now)) {
            case TokenCheck.Valid(var claims) -> new Caller.User(claims.user());
            case TokenCheck.Invalid(var fault) -> new Caller.Refused(new Refusal.BadToken(fault));
        };
    }
}
