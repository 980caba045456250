package io.monopod.gateway.call;

import io.monopod.contract.Names;
import io.monopod.contract.SessionId;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.gateway.assign.Refusal;
import io.monopod.gateway.route.Affinity;
import io.monopod.gateway.route.Route;
import io.monopod.token.TokenCheck;
import io.monopod.token.TokenFault;
import io.monopod.token.TokenVerifier;

import java.time.Instant;
import java.util.function.Supplier;

/// Finds out who calls. Checks the session id first, then the token, in the order of the wire
/// contract. Refuses a repeated field, because the instance might read the other value.
final class Authenticator {
    private static final Authenticated SEVERAL_TOKENS =
            new Authenticated.Refused(new Refusal.BadToken(TokenFault.INVALID_TOKEN));

    private final Supplier<TokenVerifier> tokens;

    Authenticator(Supplier<TokenVerifier> tokens) {
        this.tokens = tokens;
    }

    Authenticated authenticate(Route route, HeaderList head, Instant now) {
        if (route.affinity() == Affinity.SESSION) {
            return member(head, now);
        }
        return switch (route.authentication()) {
            case NONE -> new Authenticated.Anyone();
            case REQUIRED -> user(head, now);
        };
    }

    private Authenticated member(HeaderList head, Instant now) {
        var value = head.first(Names.SESSION_ID);
        if (value == null || value.isEmpty()) {
            return new Authenticated.Refused(new Refusal.MissingSessionId());
        }
        if (head.isRepeated(Names.SESSION_ID) || !SessionId.isValid(value)) {
            return new Authenticated.Refused(new Refusal.MalformedSessionId());
        }
        if (head.isRepeated(Names.AUTHORIZATION)) {
            return SEVERAL_TOKENS;
        }
        var session = new SessionId(value);
        return switch (tokens.get().verify(head.first(Names.AUTHORIZATION), session, now)) {
            case TokenCheck.Valid(var claims) ->
                    new Authenticated.Member(
                            claims.user(), claims.role(), session, claims.expiresAt());
            case TokenCheck.Invalid(var fault) ->
                    new Authenticated.Refused(new Refusal.BadToken(fault));
        };
    }

    private Authenticated user(HeaderList head, Instant now) {
        if (head.isRepeated(Names.AUTHORIZATION)) {
            return SEVERAL_TOKENS;
        }
        return switch (tokens.get().verify(head.first(Names.AUTHORIZATION), now)) {
            case TokenCheck.Valid(var claims) -> new Authenticated.User(claims.user());
            case TokenCheck.Invalid(var fault) ->
                    new Authenticated.Refused(new Refusal.BadToken(fault));
        };
    }
}
