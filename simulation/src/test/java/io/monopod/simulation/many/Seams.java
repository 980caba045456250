package io.monopod.simulation.many;

import io.monopod.proto.store.v1.AcquireRequest;

/// The places where a test can plant a bug; the defaults plant none.
interface Seams {
    /// Whether a transaction takes effect only in its term.
    default boolean checksTerm() {
        return true;
    }

    /// Whether a transaction takes effect once, in its turn.
    default boolean numbersTransactions() {
        return true;
    }

    /// Whether a claim goes with the lease of the gateway that wrote it.
    default boolean leasesClaims() {
        return false;
    }

    /// Whether an instance is asked to bind before the claim is written.
    default boolean bindsBeforeCommit() {
        return false;
    }

    /// Whether a new leader begins without the claims.
    default boolean forgetsClaims() {
        return false;
    }

    /// What a call asks of a leader.
    default AcquireRequest request(AcquireRequest real) {
        return real;
    }

    /// What an instance does that no leader vouches for.
    default CutOff cutOff() {
        return CutOff.ASK;
    }

    /// What an instance does after a lease in which no leader has vouched for it.
    enum CutOff {
        /// It serves on.
        SERVE,
        /// It stops.
        STOP,
        /// It serves on while all gateways say that the store is away ([StoreInquiry]).
        ASK
    }

    /// Whether a gateway needs that before it vouches for an instance.
    default boolean needs(Evidence part) {
        return true;
    }

    /// What a gateway needs before it vouches for an instance ([StoreInquiry]).
    enum Evidence {
        /// The claim of the instance's session.
        CLAIM,
        /// No other gateway that is cut off from the store has heard more of it.
        LATEST,
        /// That gateways which have left the list are cut off from the store, too.
        LEFT,
        /// The same of gateways that had left before this one started.
        LEFT_BEFORE,
        /// That a gateway which is dead was cut off from the store, or dead, before.
        SEEN_DYING
    }
}
