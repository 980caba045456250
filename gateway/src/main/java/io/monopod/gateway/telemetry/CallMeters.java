package io.monopod.gateway.telemetry;

import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.gateway.route.RouteTable;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Counts every call once, when it ends, by its route and by its status and reason.
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

    /// Receives the counts of calls with equal ends.
    interface Sums {
        /// @param route the prefix of their route; empty without a route
        void add(String route, CallCounts.Ending ending, long sum);
    }

    void forEach(Sums sums) {
        byRoute.forEach(
                (route, counts) ->
                        counts.sums().forEach((ending, sum) -> sums.add(route, ending, sum)));
    }
}
