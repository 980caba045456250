package io.monopod.gateway.registry;

import io.monopod.gateway.assign.Assignment;

/// The answer to a call that asks for its session's instance.
public sealed interface Claiming {
    /// It is decided.
    record Decided(Assignment.Final result) implements Claiming {}

    /// An instance has to be bound, or waited for. The caller completes or cancels it, once.
    non-sealed interface Open extends Claiming {
        /// Blocks until it is decided.
        ///
        /// @throws InterruptedException if the thread was interrupted; nothing stays reserved. If
        ///   the grant is already confirmed, the interrupt stays pending instead, and the caller
        ///   gives the grant back by [ClusterSessions#callUnsent].
        Assignment.Final complete() throws InterruptedException;

        /// The call went away before. Nothing stays reserved for it. Does not block.
        void cancel();
    }
}
