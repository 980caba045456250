package io.monopod.gateway.call;

import io.monopod.gateway.route.Route;

/// A cluster, as the path of a call sees it.
public sealed interface Destination permits FixedDestination, SessionDestination {
    /// The instance of the session, assigned if there is none yet.
    Verdict assign(SessionRequest request);

    /// Any of the cluster's addresses: for routes without sessions.
    Verdict any(Route route);
}
