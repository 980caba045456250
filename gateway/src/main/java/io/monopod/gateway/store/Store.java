package io.monopod.gateway.store;

import java.time.Duration;

/// What several gateways share. Each of them is a member, and competes to lead as long as it runs.
/// Only the leader writes claims, so they change in its order. Thread-safe.
public interface Store extends AutoCloseable {
    /// Writes a claim; blocks until it stands. If that takes too long, nothing stays written.
    ///
    /// @param term of this gateway as the leader
    /// @throws Deposed if that is over
    /// @throws StoreUnavailable if it took longer than `time`
    void claim(long term, Claim claim, Duration time)
            throws Deposed, StoreUnavailable, InterruptedException;

    /// Deletes a claim, after all that this gateway wrote before; as soon as the store takes it, or
    /// never, if the term is over. Does not block.
    void release(long term, Claim.Of session);

    /// Leaves: another gateway may lead at once.
    @Override
    void close();
}
