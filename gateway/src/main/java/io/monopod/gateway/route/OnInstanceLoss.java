package io.monopod.gateway.route;

/// What happens to running calls when their instance is lost. A call that the instance provably
/// never saw is sent again on any route.
public enum OnInstanceLoss {
    /// The calls fail with an unknown outcome. The next call gets another instance.
    FAIL,
    /// The calls are sent again if the client cannot notice it, so the route's methods may run more
    /// than once. A call whose instance ended before it began to answer is not sent to a second
    /// one.
    REPLAY,
    /// The client is told once that its session is lost, before it can get a new instance.
    SESSION_LOST
}
