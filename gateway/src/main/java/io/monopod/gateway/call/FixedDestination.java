package io.monopod.gateway.call;

import io.monopod.datapath.call.RoutingDecision;
import io.monopod.datapath.call.Target;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.gateway.route.Route;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A static cluster: calls take its fixed addresses in turn.
public final class FixedDestination implements Destination {
    private final List<Target> targets;
    private final AtomicInteger turn = new AtomicInteger();

    public FixedDestination(List<Target> targets) {
        this.targets = List.copyOf(targets);
    }

    /// Any address will do: static clusters keep no sessions, and the configuration lets no session
    /// route lead here.
    @Override
    public RoutingDecision assign(SessionRequest request) {
        return any(request.route(), request.passed());
    }

    @Override
    public RoutingDecision any(Route route, HeaderList passed) {
        return SessionlessCall.toOneOf(
                targets,
                Math.floorMod(turn.getAndIncrement(), Math.max(1, targets.size())),
                route,
                passed);
    }
}
