package io.monopod.datapath.call;

/// The decision about a call.
public sealed interface RoutingDecision {
    /// The call goes to its target now.
    record Forward(AdmittedCall call) implements RoutingDecision {}

    /// The gateway refuses the call with a Trailers-Only response.
    record Refuse(Answer answer) implements RoutingDecision {}

    /// The decision takes time (a bind, the waiting room). The data path runs it on a virtual
    /// thread of its own, while the call's frames wait within their window. Exactly one of
    /// `decision` and `release` runs, once.
    ///
    /// @param release runs if the call ends before the decision starts: gives back what is reserved
    ///   for the call. Called without a lock; does not block
    record Later(Decision decision, Runnable release) implements RoutingDecision {}

    /// A decision that may block.
    @FunctionalInterface
    interface Decision {
        /// Never returns [Later].
        ///
        /// @throws InterruptedException if the thread was interrupted. The data path does that when
        ///   the client cancels, its connection breaks or the deadline passes. Reservations are
        ///   released before the exception
        RoutingDecision decide() throws InterruptedException;
    }
}
