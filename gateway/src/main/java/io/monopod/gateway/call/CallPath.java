package io.monopod.gateway.call;

import io.monopod.contract.ClusterName;
import io.monopod.contract.Names;
import io.monopod.datapath.call.Answer;
import io.monopod.datapath.call.CallHandler;
import io.monopod.datapath.call.ClientConnection;
import io.monopod.datapath.call.RoutingDecision;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.gateway.assign.Refusal;
import io.monopod.gateway.registry.SteadyClock;
import io.monopod.gateway.route.MethodPath;
import io.monopod.gateway.route.Route;
import io.monopod.gateway.route.RouteTable;
import io.monopod.token.TokenVerifier;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/// The path of a call from its request headers to its target: is the gateway serving, which route,
/// who calls, which instance. Each step passes the call on or refuses it; [Answers] maps the
/// refusal.
public final class CallPath implements CallHandler {
    private final Supplier<GatewayPhase> phase;
    private final RouteTable routes;
    private final Authenticator authenticator;
    private final Map<ClusterName, Destination> destinations;
    private final WaitTimeouts waits;
    private final OnExpiry onExpiry;
    private final ConnectionListener connections;
    private final SteadyClock clock;

    /// @param tokens called for each call, because keys can change
    /// @param destinations one for each cluster that a route names
    /// @param maxWait the longest that a call may wait for an instance
    /// @param connections told which clients call for which sessions on which connections
    public CallPath(
            Supplier<GatewayPhase> phase,
            RouteTable routes,
            Supplier<TokenVerifier> tokens,
            Map<ClusterName, Destination> destinations,
            Duration maxWait,
            OnExpiry onExpiry,
            ConnectionListener connections,
            SteadyClock clock) {
        this.phase = phase;
        this.routes = routes;
        this.authenticator = new Authenticator(tokens);
        this.destinations = Map.copyOf(destinations);
        this.waits = new WaitTimeouts(maxWait);
        this.onExpiry = onExpiry;
        this.connections = connections;
        this.clock = clock;
    }

    @Override
    public RoutingDecision admit(HeaderList head, ClientConnection client) {
        return switch (phase.get()) {
            case STARTING -> refuse(new Refusal.GatewayStarting());
            case DRAINING -> refuse(new Refusal.GatewayDraining());
            case SERVING, LEAVING -> route(head, client);
        };
    }

    /// The client's token goes on only if its route says so ([#passed]). To instances, the gateway
    /// vouches for the client instead.
    @Override
    public Set<String> replaced() {
        return Set.of(Names.AUTHORIZATION);
    }

    @Override
    public Answer overloaded() {
        return Answers.to(new Refusal.GatewayOverloaded());
    }

    @Override
    public Answer stopped() {
        return Answers.to(new Refusal.GatewayDraining());
    }

    @Override
    public void closed(ClientConnection client) {
        connections.closed(client);
    }

    private RoutingDecision route(HeaderList head, ClientConnection client) {
        var path = head.first(":path");
        var route = path == null || !MethodPath.isValid(path) ? null : routes.find(path);
        if (route == null) {
            return refuse(new Refusal.NotRouted());
        }
        var passed = passed(route, head);
        var destination = Objects.requireNonNull(destinations.get(route.cluster().name()));
        return switch (authenticator.authenticate(route, head, clock.wall())) {
            case Authenticated.Refused(var why) -> refuse(why);
            case Authenticated.Member(var user, var role, var session, var expiry) -> {
                client.tokenShown(user.value());
                connections.called(new SessionClient(session, user), client);
                var until = onExpiry == OnExpiry.END ? clock.at(expiry) : Instant.MAX;
                var wait = waits.of(route, head);
                yield wait == null
                        ? refuse(new Refusal.MalformedSessionWait())
                        : destination.assign(
                                new SessionRequest(
                                        session, user, role, until, route, passed, wait));
            }
            case Authenticated.User(var user) -> {
                client.tokenShown(user.value());
                yield destination.any(route, passed);
            }
            case Authenticated.Anyone _ -> destination.any(route, passed);
        };
    }

    private static HeaderList passed(Route route, HeaderList head) {
        return route.passesToken()
                ? HeaderList.of(
                        head.fields().stream()
                                .filter(field -> field.name().equals(Names.AUTHORIZATION))
                                .toList())
                : HeaderList.EMPTY;
    }

    static RoutingDecision refuse(Refusal why) {
        return new RoutingDecision.Refuse(Answers.to(why));
    }
}
