package io.monopod.gateway.store.etcd;

import com.google.protobuf.ByteString;

import io.monopod.gateway.store.Claim;
import io.monopod.gateway.store.Deposed;
import io.monopod.gateway.store.StoreUnavailable;
import io.monopod.proto.etcd.Compare;
import io.monopod.proto.etcd.DeleteRangeRequest;
import io.monopod.proto.etcd.RequestOp;
import io.monopod.proto.etcd.TxnRequest;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Writes changes in their order. Those that are due at the same time share a transaction, which
/// takes effect only while its term lasts. A transaction whose outcome is unknown is sent again,
/// unchanged, before any other. Thread-safe.
final class ClaimWriter implements AutoCloseable {
    private static final Logger LOG = System.getLogger(ClaimWriter.class.getName());

    /// etcd takes 128 operations in a transaction, unless it is configured otherwise.
    private static final int MAX_CHANGES = 100;

    private static final Duration TRY = Duration.ofSeconds(2);

    private enum State {
        QUEUED,
        SENT,
        WRITTEN,
        DEPOSED
    }

    /// Guarded by the lock.
    private static final class Change {
        private final long term;
        private final ByteString key;
        private final RequestOp operation;
        private final long epoch;
        private State state = State.QUEUED;

        private Change(long term, ByteString key, RequestOp operation, long epoch) {
            this.term = term;
            this.key = key;
            this.operation = operation;
            this.epoch = epoch;
        }
    }

    private final EtcdClient client;
    private final Keys keys;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Change> queue = new ArrayDeque<>();

    /// The epochs of the claims that this gateway has put in the queue in its latest term and not
    /// deleted since. An end that is heard of late must not delete the claim that followed.
    private final Map<Claim.Of, Long> latest = new HashMap<>();

    private long latestTerm;
    private final Thread thread;

    ClaimWriter(EtcdClient client, Keys keys) {
        this.client = client;
        this.keys = keys;
        this.thread = Thread.ofVirtual().name("claim writer").start(this::run);
    }

    /// Writes a claim, and its epoch as the highest; blocks until they stand. If the outcome is
    /// still unknown after `time`, the claim is deleted after it.
    void write(long term, Claim claim, Duration time)
            throws Deposed, StoreUnavailable, InterruptedException {
        lock.lock();
        try {
            var change = put(term, claim);
            boolean done = false;
            try {
                done = await(change, time.toNanos());
            } finally {
                if (!done) {
                    withdraw(change, claim);
                }
            }
            if (change.state == State.DEPOSED) {
                throw new Deposed(term);
            }
            if (!done) {
                throw new StoreUnavailable("not written within " + time.toMillis() + " ms");
            }
        } finally {
            lock.unlock();
        }
    }

    /// @return whether the outcome is known
    private boolean await(Change change, long nanos) throws InterruptedException {
        long left = nanos;
        while (change.state == State.QUEUED || change.state == State.SENT) {
            if (left <= 0) {
                return false;
            }
            left = changed.awaitNanos(left);
        }
        return true;
    }

    private Change put(long term, Claim claim) {
        if (term != latestTerm) {
            latest.clear();
            latestTerm = term;
        }
        latest.put(claim.of(), claim.epoch().value());
        var operation = EtcdStore.put(keys.claim(claim.of()), Values.of(claim), 0);
        return add(term, claim.of(), operation, claim.epoch().value());
    }

    private void withdraw(Change change, Claim claim) {
        if (queue.remove(change)) {
            latest.remove(claim.of(), claim.epoch().value());
        } else {
            delete(change.term, claim.of(), claim.epoch().value());
        }
    }

    /// Writes a claim some time.
    void restore(long term, Claim claim) {
        lock.lock();
        try {
            put(term, claim);
        } finally {
            lock.unlock();
        }
    }

    /// Deletes a claim some time, unless a later one of the session was to be written.
    ///
    /// @param epoch of the claim
    void delete(long term, Claim.Of session, long epoch) {
        lock.lock();
        try {
            if (latest.getOrDefault(session, epoch) <= epoch) {
                latest.remove(session);
                add(term, session, delete(session), 0);
            }
        } finally {
            lock.unlock();
        }
    }

    private RequestOp delete(Claim.Of session) {
        return RequestOp.newBuilder()
                .setRequestDeleteRange(DeleteRangeRequest.newBuilder().setKey(keys.claim(session)))
                .build();
    }

    private Change add(long term, Claim.Of session, RequestOp operation, long epoch) {
        var change = new Change(term, keys.claim(session), operation, epoch);
        queue.add(change);
        changed.signalAll();
        return change;
    }

    private void run() {
        try {
            while (true) {
                var batch = take();
                settle(batch, send(batch));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    /// The first changes that can share a transaction: of one term, and none to the same key.
    private List<Change> take() throws InterruptedException {
        lock.lock();
        try {
            while (queue.isEmpty()) {
                changed.await();
            }
            var batch = new ArrayList<Change>();
            var keys = new HashSet<ByteString>();
            long term = queue.element().term;
            for (var next = queue.peek(); next != null; next = queue.peek()) {
                if (next.term != term || batch.size() == MAX_CHANGES || !keys.add(next.key)) {
                    break;
                }
                next.state = State.SENT;
                batch.add(queue.remove());
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /// @return whether the term lasted
    private boolean send(List<Change> batch) throws InterruptedException {
        var request =
                TxnRequest.newBuilder()
                        .addCompare(
                                Compare.newBuilder()
                                        .setTarget(Compare.CompareTarget.CREATE)
                                        .setKey(keys.leader())
                                        .setCreateRevision(batch.getFirst().term));
        batch.forEach(change -> request.addSuccess(change.operation));
        long highest = batch.stream().mapToLong(change -> change.epoch).max().orElse(0);
        if (highest > 0) {
            request.addSuccess(EtcdStore.put(keys.epoch(), Values.of(highest), 0));
        }
        while (true) {
            try {
                return client.txn(request.build(), TRY).getSucceeded();
            } catch (StoreUnavailable e) {
                LOG.log(Level.DEBUG, "claims are not written yet", e);
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    private void settle(List<Change> batch, boolean written) {
        lock.lock();
        try {
            batch.forEach(change -> change.state = written ? State.WRITTEN : State.DEPOSED);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
