package io.monopod.gateway.call;

import io.monopod.contract.ClusterName;
import io.monopod.gateway.http2.HeaderList;
import io.monopod.gateway.registry.SteadyClock;
import io.monopod.gateway.route.RouteTable;
import io.monopod.token.TokenVerifier;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/// The path of a call from its request headers to its target: is the gateway serving, which route,
/// who calls, which instance. Each step either hands on or refuses; [Answers] says how a refusal is
/// told.
public final class CallPath implements CallHandler {
    private final Supplier<Phase> phase;
    private final RouteTable routes;
    private final Authenticator authenticator;
    private final Map<ClusterName, Destination> destinations;
    private final Waits waits;
    private final OnExpiry onExpiry;
    private final Presence presence;
    private final SteadyClock clock;

    /// @param tokens asked for each call, because keys can change
    /// @param destinations one for each cluster that a route names
    /// @param longestWait how long a call may wait for an instance at most
    /// @param presence hears who calls for which sessions on which connections
    public CallPath(
            Supplier<Phase> phase,
            RouteTable routes,
            Supplier<TokenVerifier> tokens,
            Map<ClusterName, Destination> destinations,
            Duration longestWait,
            OnExpiry onExpiry,
            Presence presence,
            SteadyClock clock) {
        this.phase = phase;
        this.routes = routes;
        this.authenticator = new Authenticator(tokens);
        this.destinations = Map.copyOf(destinations);
        this.waits = new Waits(longestWait);
        this.onExpiry = onExpiry;
        this.presence = presence;
        this.clock = clock;
    }

    @Override
    public Verdict admit(HeaderList head, ClientConnection client) {
        return switch (phase.get()) {
            case STARTING -> refuse(new Refusal.GatewayStarting());
            case DRAINING -> refuse(new Refusal.GatewayDraining());
            case SERVING, LEAVING -> route(head, client);
        };
    }

    @Override
    public void closed(ClientConnection client) {
        presence.closed(client);
    }

    private Verdict route(HeaderList head, ClientConnection client) {
        var path = head.first(":path");
        var route = path == null ? null : routes.find(path);
        if (route == null) {
            return refuse(new Refusal.NotRouted());
        }
        var destination = Objects.requireNonNull(destinations.get(route.cluster().name()));
        return switch (authenticator.authenticate(route, head, clock.wall())) {
            case Caller.Refused(var why) -> refuse(why);
            case Caller.Member(var user, var session, var expiry) -> {
                presence.called(new Claimant(session, user), client);
                var until = onExpiry == OnExpiry.END ? clock.at(expiry) : Instant.MAX;
                var wait = waits.of(route, head);
                yield wait == null
                        ? refuse(new Refusal.MalformedSessionWait())
                        : destination.assign(new SessionRequest(session, user, until, route, wait));
            }
            case Caller.User _, Caller.Anyone _ -> destination.any(route);
        };
    }

    static Verdict refuse(Refusal why) {
        return new Verdict.Refuse(Answers.to(why));
    }
}
