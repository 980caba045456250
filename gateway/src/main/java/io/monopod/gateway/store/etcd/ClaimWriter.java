package io.monopod.gateway.store.etcd;

import io.monopod.contract.Epoch;
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
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Writes changes in their order. Those that are due at the same time share a transaction, which
/// takes effect only while its term lasts. A transaction whose outcome is unknown is sent again,
/// unchanged, before any other. Thread-safe.
final class ClaimWriter implements AutoCloseable {
    private static final Logger LOG = System.getLogger(ClaimWriter.class.getName());

    private static final Duration TRY = Duration.ofSeconds(2);

    private final EtcdClient client;
    private final Keys keys;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /// Guarded by the lock.
    private final ClaimQueue queue = new ClaimQueue();

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
                    queue.withdraw(change, claim);
                    changed.signalAll();
                }
            }
            if (change.isDeposed()) {
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
    private boolean await(ClaimQueue.Change change, long nanos) throws InterruptedException {
        long left = nanos;
        while (change.isOpen()) {
            if (left <= 0) {
                return false;
            }
            left = changed.awaitNanos(left);
        }
        return true;
    }

    private ClaimQueue.Change put(long term, Claim claim) {
        var change = queue.put(term, claim);
        changed.signalAll();
        return change;
    }

    /// Writes a claim some time.
    void restore(long term, Claim claim) {
        lock.lock();
        try {
            var _ = put(term, claim);
        } finally {
            lock.unlock();
        }
    }

    /// Deletes a claim some time, unless a later one of the session was to be written.
    ///
    /// @param epoch of the claim
    void delete(long term, Claim.Of session, Epoch epoch) {
        lock.lock();
        try {
            queue.delete(term, session, epoch);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
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

    private List<ClaimQueue.Change> take() throws InterruptedException {
        lock.lock();
        try {
            while (queue.isEmpty()) {
                changed.await();
            }
            return queue.take();
        } finally {
            lock.unlock();
        }
    }

    /// @return whether the term lasted
    private boolean send(List<ClaimQueue.Change> batch) throws InterruptedException {
        var request =
                TxnRequest.newBuilder()
                        .addCompare(
                                Compare.newBuilder()
                                        .setTarget(Compare.CompareTarget.CREATE)
                                        .setKey(keys.leader())
                                        .setCreateRevision(batch.getFirst().term()));
        batch.forEach(change -> request.addSuccess(operation(change)));
        var highest = ClaimQueue.highest(batch);
        if (highest.isAfter(Epoch.NONE)) {
            request.addSuccess(EtcdStore.put(keys.epoch(), Values.of(highest.value()), 0));
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

    private RequestOp operation(ClaimQueue.Change change) {
        var key = keys.claim(change.session());
        var claim = change.claim();
        return claim != null
                ? EtcdStore.put(key, Values.of(claim), 0)
                : RequestOp.newBuilder()
                        .setRequestDeleteRange(DeleteRangeRequest.newBuilder().setKey(key))
                        .build();
    }

    private void settle(List<ClaimQueue.Change> batch, boolean written) {
        lock.lock();
        try {
            queue.settle(batch, written);
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
