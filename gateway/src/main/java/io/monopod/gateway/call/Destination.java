package io.monopod.gateway.call;

import io.monopod.datapath.call.RoutingDecision;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.gateway.route.Route;

/// A cluster, as the path of a call sees it.
public sealed interface Destination permits FixedDestination, LocalDestination, SessionDestination {
    /// Routes to the session's instance. Assigns one if the session has none yet.
    RoutingDecision assign(SessionRequest request);

    /// Routes to any of the cluster's addresses, for routes without sessions.
    ///
    /// @param passed the client's credentials that are passed on
    RoutingDecision any(Route route, HeaderList passed);
}
