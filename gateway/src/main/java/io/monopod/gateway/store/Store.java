package io.monopod.gateway.store;

import io.monopod.contract.Epoch;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/// What several gateways share. Each of them is a member, and competes to lead as long as it runs.
/// Only the leader writes claims, so they change in its order. A leader for which the store was
/// away for longer than its lease does not know what it missed: it hands over when the store is
/// back, and competes again. Thread-safe.
public interface Store extends AutoCloseable {
    /// Joins. The listener hears from now on.
    void start();

    /// Writes a claim; blocks until it stands. If that takes too long, nothing stays written.
    ///
    /// @param term of this gateway as the leader
    /// @throws Deposed if that is over
    /// @throws StoreUnavailable if it took longer than `time`
    void claim(long term, Claim claim, Duration time)
            throws Deposed, StoreUnavailable, InterruptedException;

    /// Writes the claim of a session that an instance reports, after all that this gateway wrote
    /// before; as soon as the store takes it, or never, if the term is over. Does not block.
    void restore(long term, Claim claim);

    /// Deletes a claim, as [#restore] writes one; unless this gateway has written a later claim of
    /// the session.
    ///
    /// @param epoch of the claim
    void release(long term, Claim.Of session, Epoch epoch);

    /// Whether the store has answered this gateway within its lease ([StoreLease]).
    boolean isThere();

    /// Whether nobody else can lead now: that term is this gateway's, and it has not given it up,
    /// and the lease under which it leads lasts.
    boolean isSure(long term);

    /// When the last request was sent that renewed this gateway's lease.
    Instant renewed();

    /// How far this gateway has heard the history of the leaders and their claims: a number that
    /// rises, and means the same at each gateway of a store.
    long heard();

    /// Since when the store is there, if it is ([StoreLease#back]).
    Instant back();

    /// Leads no more, and does not compete to. What others write is still heard of. Blocks for a
    /// second at most.
    ///
    /// @param handover for the next leader; null if there is nothing that it may rely on
    void resign(@Nullable Handover handover) throws InterruptedException;

    /// Leaves: another gateway may lead at once.
    @Override
    void close();
}
