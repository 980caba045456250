package io.monopod.gateway.admin;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.monopod.gateway.auth.DemoUser;
import io.monopod.token.Role;
import io.monopod.token.TokenCheck;
import io.monopod.token.TokenClaims;
import io.monopod.token.TokenVerifier;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/// Admits two kinds of callers to the admin API: those who can read this process's [AdminToken],
/// and administrators with a token from `Login` or another issuer.
///
/// The demonstration user has a well-known password and is never admitted, no matter who signed the
/// token and whether demonstration mode is on.
final class AdminAccess implements Handler {
    private final AdminToken own;
    private final Supplier<TokenVerifier> tokens;
    private final InstantSource clock;

    /// @param own the token of this process
    /// @param tokens called for each request, because keys can change
    AdminAccess(AdminToken own, Supplier<TokenVerifier> tokens, InstantSource clock) {
        this.own = own;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        var shown =
                request.headers().contains(HeaderNames.AUTHORIZATION)
                        ? request.headers().get(HeaderNames.AUTHORIZATION).allValues()
                        : List.<String>of();
        // Two headers could name two users.
        var authorization = shown.size() == 1 ? shown.getFirst() : null;
        if (own.isBearer(authorization)) {
            response.next();
            return;
        }
        switch (tokens.get().verify(authorization, clock.instant())) {
            case TokenCheck.Valid(var claims) when isAdministrator(claims) -> response.next();
            case TokenCheck.Valid(var claims) when DemoUser.is(claims.user()) ->
                    forbid(request, response, "not for the demonstration user");
            case TokenCheck.Valid _ -> forbid(request, response, "role admin is needed");
            case TokenCheck.Invalid _ -> {
                response.header(HeaderNames.WWW_AUTHENTICATE, "Bearer");
                Resource.error(
                        request,
                        response,
                        Status.UNAUTHORIZED_401,
                        "a token is needed: that of the gateway's admin.token-file, or one with"
                                + " role admin");
            }
        }
    }

    private static boolean isAdministrator(TokenClaims claims) {
        return claims.role().equals(Role.ADMIN) && !DemoUser.is(claims.user());
    }

    private static void forbid(ServerRequest request, ServerResponse response, String why) {
        Resource.error(request, response, Status.FORBIDDEN_403, why);
    }
}
