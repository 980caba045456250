package io.monopod.gateway.local;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.monopod.contract.ContractError;
import io.monopod.contract.Names;
import io.monopod.token.TokenCheck;
import io.monopod.token.TokenClaims;
import io.monopod.token.TokenVerifier;

import java.time.InstantSource;
import java.util.function.Supplier;

/// Admits only calls with a valid token for a session, and stores the token's claims. The data path
/// verifies a token only if the route requires one.
final class TokenGuard implements ServerInterceptor {
    /// The claims of the call's token, which name a session.
    static final Context.Key<TokenClaims> CLAIMS = Context.key("token");

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of(Names.AUTHORIZATION, Metadata.ASCII_STRING_MARSHALLER);

    private final Supplier<TokenVerifier> tokens;
    private final InstantSource clock;

    /// @param tokens called for each call, because keys can change
    TokenGuard(Supplier<TokenVerifier> tokens, InstantSource clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public <Q, S> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, S> call, Metadata headers, ServerCallHandler<Q, S> next) {
        return switch (tokens.get().verify(headers.get(AUTHORIZATION), clock.instant())) {
            case TokenCheck.Valid(var claims) when claims.session().isPresent() ->
                    Contexts.interceptCall(
                            Context.current().withValue(CLAIMS, claims), call, headers, next);
            case TokenCheck.Valid _, TokenCheck.Invalid _ -> {
                call.close(
                        Status.UNAUTHENTICATED.withDescription(
                                ContractError.INVALID_TOKEN.message()),
                        new Metadata());
                yield new ServerCall.Listener<>() {};
            }
        };
    }
}
