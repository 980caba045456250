package io.monopod.gateway.call;

/// What becomes of a call.
public sealed interface Verdict {
    /// It goes to an instance now.
    record Forward(AdmittedCall call) implements Verdict {}

    /// It ends here, with a Trailers-Only answer.
    record Refuse(Answer answer) implements Verdict {}

    /// The decision takes time (a bind, the waiting room): the data path runs it on a virtual
    /// thread of its own while the call's frames wait within their window. Exactly one of the two
    /// runs, once.
    ///
    /// @param letGo runs if the call is over before anybody asks for the decision: gives back what
    ///   is reserved for it already. Without a lock; does not block.
    record Later(Decision decision, Runnable letGo) implements Verdict {}

    /// A decision that may block.
    @FunctionalInterface
    interface Decision {
        /// Never answers [Later].
        ///
        /// @throws InterruptedException if the thread was interrupted, which the data path does
        ///   when the client cancels, vanishes or its deadline passes; whatever was reserved is
        ///   released by then
        Verdict decide() throws InterruptedException;
    }
}
