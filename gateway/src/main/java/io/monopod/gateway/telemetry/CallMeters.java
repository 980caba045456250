package io.monopod.gateway.telemetry;

import io.monopod.gateway.http2.HeaderList;
import io.monopod.gateway.route.RouteTable;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Counts every call once, when it ends, by its route and by what its client was told.
public final class CallMeters implements CallObserver {
    private static final String NO_ROUTE = "";

    private final RouteTable routes;
    private final Map<String, CallCounts> byRoute = new ConcurrentHashMap<>();

    public CallMeters(RouteTable routes) {
        this.routes = routes;
    }

    @Override
    public CallCounts begun(HeaderList head) {
        var path = head.first(":path");
        var route = path == null ? null : routes.find(path);
        return byRoute.computeIfAbsent(
                route == null ? NO_ROUTE : route.prefix(), _ -> new CallCounts());
    }

    /// What is told of calls that ended alike.
    interface Sums {
        /// @param route the prefix of their route; empty for none
        void add(String route, CallCounts.Ending ending, long sum);
    }

    void forEach(Sums sums) {
        byRoute.forEach(
                (route, counts) ->
                        counts.sums().forEach((ending, sum) -> sums.add(route, ending, sum)));
    }
}
