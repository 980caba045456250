package io.monopod.gateway.call;

/// A cluster, as the path of a call sees it.
public sealed interface Destination permits FixedDestination, SessionDestination {
    /// The instance of the session, assigned if there is none yet.
    Verdict assign(SessionRequest request);

    /// Any of the cluster's addresses: for routes without sessions.
    Verdict any();
}
