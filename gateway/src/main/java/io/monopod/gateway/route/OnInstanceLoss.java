package io.monopod.gateway.route;

/// What becomes of calls whose instance is lost while they are under way. A call that the instance
/// provably never saw goes elsewhere in any case.
public enum OnInstanceLoss {
    /// They end; nobody knows whether they were carried out. The next call gets another instance.
    FAIL,
    /// They are sent again, as far as the client cannot tell: the methods of the route may run more
    /// than once.
    REPLAY,
    /// The client is told once that its session is lost, before it may get a blank instance.
    SESSION_LOST
}
