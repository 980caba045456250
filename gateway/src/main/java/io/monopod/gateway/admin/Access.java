package io.monopod.gateway.admin;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.monopod.token.Role;
import io.monopod.token.TokenCheck;
import io.monopod.token.TokenVerifier;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.function.Supplier;

/// Who may use the admin API: whoever sits at this machine, and else administrators by their token.
///
/// A web page that an operator happens to look at sits at this machine too. It is told apart by its
/// `Origin`, and by the `Host` under which it was led here (DNS rebinding).
final class Access implements Filter {
    private final Supplier<TokenVerifier> tokens;
    private final InstantSource clock;

    /// @param tokens asked for each request, because keys can change
    Access(Supplier<TokenVerifier> tokens, InstantSource clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (!request.path().path().startsWith(AdminApi.PATH) || isLocal(request)) {
            chain.proceed();
            return;
        }
        var authorization = request.headers().first(HeaderNames.AUTHORIZATION).orElse(null);
        switch (tokens.get().verify(authorization, clock.instant())) {
            case TokenCheck.Valid(var claims) when claims.role().equals(Role.ADMIN) ->
                    chain.proceed();
            case TokenCheck.Valid _ ->
                    refuse(response, Status.FORBIDDEN_403, "role admin is needed");
            case TokenCheck.Invalid _ -> {
                response.header(HeaderNames.WWW_AUTHENTICATE, "Bearer");
                refuse(response, Status.UNAUTHORIZED_401, "a token with role admin is needed");
            }
        }
    }

    private static void refuse(RoutingResponse response, Status status, String why) {
        AdminApi.error(response, status, why);
    }

    private static boolean isLocal(RoutingRequest request) {
        return request.remotePeer().address() instanceof InetSocketAddress peer
                && peer.getAddress().isLoopbackAddress()
                && isLoopbackName(host("//" + request.authority()))
                && request.headers()
                        .first(HeaderNames.ORIGIN)
                        .map(origin -> isLoopbackName(host(origin)))
                        .orElse(true);
    }

    /// The host of an address, or empty if it is none.
    private static String host(String address) {
        try {
            var host = URI.create(address).getHost();
            return host == null ? "" : host;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /// Names that no other machine can be led here by.
    private static boolean isLoopbackName(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d+){3}");
    }
}
