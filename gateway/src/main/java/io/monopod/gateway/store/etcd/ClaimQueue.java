package io.monopod.gateway.store.etcd;

import io.monopod.contract.Epoch;
import io.monopod.gateway.store.Claim;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// Which changes of claims are written next, in the order in which they were asked for. Does no
/// I/O. Not thread-safe: [ClaimWriter] guards it.
final class ClaimQueue {
    /// etcd takes 128 operations in a transaction, unless it is configured otherwise.
    private static final int MAX_CHANGES = 100;

    private enum State {
        QUEUED,
        SENT,
        WRITTEN,
        DEPOSED
    }

    /// A claim that is to be written, or deleted.
    static final class Change {
        private final long term;
        private final Claim.Of session;
        private final @Nullable Claim claim;
        private State state = State.QUEUED;

        private Change(long term, Claim.Of session, @Nullable Claim claim) {
            this.term = term;
            this.session = session;
            this.claim = claim;
        }

        long term() {
            return term;
        }

        Claim.Of session() {
            return session;
        }

        /// Null if the session's claim is to be deleted.
        @Nullable Claim claim() {
            return claim;
        }

        /// Whether the outcome is not known yet.
        boolean isOpen() {
            return state == State.QUEUED || state == State.SENT;
        }

        /// Whether nothing was written, because the term was over.
        boolean isDeposed() {
            return state == State.DEPOSED;
        }
    }

    private final ArrayDeque<Change> queue = new ArrayDeque<>();

    /// The epochs of the claims that this gateway has put in the queue in its latest term and not
    /// deleted since. An end that is heard of late must not delete the claim that followed.
    private final Map<Claim.Of, Epoch> latest = new HashMap<>();

    private long latestTerm;

    /// Of the last transaction.
    private long numberedTerm;

    private long number;

    /// The highest epoch in the store, as far as is known.
    private Epoch highest = Epoch.NONE;

    boolean isEmpty() {
        return queue.isEmpty();
    }

    Change put(long term, Claim claim) {
        if (isLatest(term)) {
            latest.put(claim.of(), claim.epoch());
        }
        return add(new Change(term, claim.of(), claim));
    }

    /// Writes the claim, unless that is what was asked for last.
    void restore(long term, Claim claim) {
        if (!isLatest(term) || !claim.epoch().equals(latest.get(claim.of()))) {
            var _ = put(term, claim);
        }
    }

    /// Deletes the claim, unless a later one of the session was to be written.
    ///
    /// @param epoch of the claim
    void delete(long term, Claim.Of session, Epoch epoch) {
        if (isLatest(term) && !latest.getOrDefault(session, epoch).isAfter(epoch)) {
            latest.remove(session);
            add(new Change(term, session, null));
        }
    }

    /// Whether no later term has begun. What was put in the queue in an earlier one does not count.
    private boolean isLatest(long term) {
        if (term > latestTerm) {
            latest.clear();
            latestTerm = term;
        }
        return term == latestTerm;
    }

    private Change add(Change change) {
        queue.add(change);
        return change;
    }

    /// Nobody waits for the claim any more. If it may be written by now, it is deleted after that.
    void withdraw(Change change, Claim claim) {
        if (queue.remove(change)) {
            latest.remove(claim.of(), claim.epoch());
        } else {
            delete(change.term, claim.of(), claim.epoch());
        }
    }

    /// Changes that share a transaction.
    ///
    /// @param number counts the transactions of the term, from 1
    record Batch(long term, long number, List<Change> changes) {}

    /// The first changes that can share a transaction: of one term, and none to the same session.
    /// They are to be sent until their outcome is known, and only then any others.
    Batch take() {
        var batch = new ArrayList<Change>();
        var sessions = new HashSet<Claim.Of>();
        long term = queue.element().term;
        for (var next = queue.peek(); next != null; next = queue.peek()) {
            if (next.term != term || batch.size() == MAX_CHANGES || !sessions.add(next.session)) {
                break;
            }
            next.state = State.SENT;
            batch.add(queue.remove());
        }
        number = term == numberedTerm ? number + 1 : 1;
        numberedTerm = term;
        return new Batch(term, number, List.copyOf(batch));
    }

    /// @param written whether the term lasted
    void settle(Batch batch, boolean written) {
        batch.changes.forEach(change -> change.state = written ? State.WRITTEN : State.DEPOSED);
        if (written) {
            granted(raised(batch));
        }
    }

    /// The store has that as the highest epoch that was ever granted.
    void granted(Epoch now) {
        highest = now.isAfter(highest) ? now : highest;
    }

    /// The epoch that is to be written with those changes as the highest one; [Epoch#NONE] if the
    /// store has a higher one. The claim of a session that is found again has an old one.
    Epoch raised(Batch batch) {
        var raised = highest;
        for (var change : batch.changes) {
            var claim = change.claim;
            if (claim != null && claim.epoch().isAfter(raised)) {
                raised = claim.epoch();
            }
        }
        return raised.isAfter(highest) ? raised : Epoch.NONE;
    }
}
