package io.monopod.gateway.call;

import io.monopod.gateway.route.Route;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Addresses that do not register: a static cluster, or the gateway's own services. Calls take them
/// in turn.
public final class FixedDestination implements Destination {
    private final Supplier<List<Target>> targets;
    private final AtomicInteger turn = new AtomicInteger();

    /// @param targets asked for each call
    public FixedDestination(Supplier<List<Target>> targets) {
        this.targets = targets;
    }

    /// Fixed addresses keep no sessions, and the configuration lets no route of sessions end here:
    /// any will do.
    @Override
    public Verdict assign(SessionRequest request) {
        return any(request.route());
    }

    @Override
    public Verdict any(Route route) {
        var all = targets.get();
        return SessionlessCall.toOneOf(
                all, Math.floorMod(turn.getAndIncrement(), Math.max(1, all.size())), route);
    }
}
