package io.monopod.gateway.store.etcd;

import io.monopod.contract.Epoch;
import io.monopod.gateway.store.Claim;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Gives the simulator access to the order in which claims are written.
public final class RealClaimQueue {
    private final ClaimQueue queue = new ClaimQueue();

    /// A claim that is to be written, or deleted.
    public record Change(ClaimQueue.Change real) {
        public Claim.Of session() {
            return real.session();
        }

        public @Nullable Claim claim() {
            return real.claim();
        }
    }

    /// Changes that share a transaction.
    public record Batch(ClaimQueue.Batch real) {
        public long term() {
            return real.term();
        }

        public long number() {
            return real.number();
        }

        public List<Change> changes() {
            return real.changes().stream().map(Change::new).toList();
        }
    }

    public boolean isEmpty() {
        return queue.isEmpty();
    }

    public Change put(long term, Claim claim) {
        return new Change(queue.put(term, claim));
    }

    public void restore(long term, Claim claim) {
        queue.restore(term, claim);
    }

    public void delete(long term, Claim.Of session, Epoch epoch) {
        queue.delete(term, session, epoch);
    }

    public void withdraw(Change change, Claim claim) {
        queue.withdraw(change.real, claim);
    }

    public Batch take() {
        return new Batch(queue.take());
    }

    public void settle(Batch batch, boolean written) {
        queue.settle(batch.real, written);
    }

    public void granted(Epoch highest) {
        queue.granted(highest);
    }

    public Epoch raised(Batch batch) {
        return queue.raised(batch.real);
    }
}
