package io.monopod.gateway.store.etcd;

import com.google.protobuf.ByteString;

import io.grpc.StatusException;
import io.monopod.contract.Epoch;
import io.monopod.gateway.store.Claim;
import io.monopod.gateway.store.Deposed;
import io.monopod.gateway.store.StoreUnavailable;
import io.monopod.proto.etcd.Compare;
import io.monopod.proto.etcd.DeleteRangeRequest;
import io.monopod.proto.etcd.RangeRequest;
import io.monopod.proto.etcd.RequestOp;
import io.monopod.proto.etcd.TxnRequest;
import io.monopod.proto.etcd.TxnResponse;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;

/// Writes changes in their order. Those that are due at the same time share a transaction, which
/// takes effect only while its term lasts. A transaction whose outcome is unknown is sent again,
/// unchanged, before any other. Thread-safe.
final class ClaimWriter implements AutoCloseable {
    private static final Logger LOG = System.getLogger(ClaimWriter.class.getName());

    private static final Duration TRY = Duration.ofSeconds(2);

    /// Whether a term's changes may be sent.
    enum Permission {
        SEND,
        /// Not now: another gateway may lead, or may have vouched for an instance.
        WAIT,
        /// Never: the term is over.
        DROP
    }

    private final EtcdClient client;
    private final Keys keys;
    private final LongFunction<Permission> permission;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /// Guarded by the lock.
    private final ClaimQueue queue = new ClaimQueue();

    private final Thread thread;

    /// Why the store refuses claims; empty if it does not. Used by the writer's thread.
    private String refused = "";

    /// @param permission to send changes of a term
    ClaimWriter(EtcdClient client, Keys keys, LongFunction<Permission> permission) {
        this.client = client;
        this.keys = keys;
        this.permission = permission;
        this.thread = Thread.ofVirtual().name("claim writer").start(this::run);
    }

    /// Writes a claim, and its epoch, if it is the highest; blocks until they stand. If the outcome
    /// is still unknown after `time`, the claim is deleted after it.
    void write(long term, Claim claim, Duration time)
            throws Deposed, StoreUnavailable, InterruptedException {
        lock.lock();
        try {
            var change = queue.put(term, claim);
            changed.signalAll();
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

    /// Writes a claim some time, unless that is what was asked for last.
    void restore(long term, Claim claim) {
        lock.lock();
        try {
            queue.restore(term, claim);
            changed.signalAll();
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

    /// The store has that as the highest epoch.
    void granted(Epoch highest) {
        lock.lock();
        try {
            queue.granted(highest);
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

    private ClaimQueue.Batch take() throws InterruptedException {
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

    /// A member that hung may carry out a request long after it was sent again to another member
    /// and others followed. So each transaction has a number, and takes effect once, in its turn.
    ///
    /// @return whether the term lasted
    private boolean send(ClaimQueue.Batch batch) throws InterruptedException {
        var request = request(batch);
        while (true) {
            switch (permission.apply(batch.term())) {
                case DROP -> {
                    return false;
                }
                case SEND -> {
                    try {
                        var response = client.txn(request, TRY);
                        accepted();
                        return response.getSucceeded() || isWritten(batch, response);
                    } catch (StoreUnavailable e) {
                        failed(e);
                    }
                }
                case WAIT -> {}
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /// Says once what someone must do something about.
    private void failed(StoreUnavailable e) {
        var why = String.valueOf(e.getMessage());
        boolean isFinal =
                e.getCause() instanceof StatusException failure
                        && EtcdFault.isFinal(failure.getStatus());
        if (isFinal && !why.equals(refused)) {
            refused = why;
            LOG.log(
                    Level.WARNING,
                    "the store takes no claims: no session can begin until it does reason={0}",
                    why);
        } else {
            LOG.log(Level.DEBUG, "claims are not written yet", e);
        }
    }

    private void accepted() {
        if (!refused.isEmpty()) {
            refused = "";
            LOG.log(Level.INFO, "the store takes claims again");
        }
    }

    private TxnRequest request(ClaimQueue.Batch batch) {
        var request =
                TxnRequest.newBuilder()
                        .addCompare(
                                Compare.newBuilder()
                                        .setTarget(Compare.CompareTarget.CREATE)
                                        .setKey(keys.leader())
                                        .setCreateRevision(batch.term()))
                        .addCompare(
                                Compare.newBuilder()
                                        .setTarget(Compare.CompareTarget.VERSION)
                                        .setKey(keys.transaction())
                                        .setVersion(batch.number() - 1))
                        .addSuccess(
                                EtcdStore.put(keys.transaction(), Values.of(batch.number()), 0));
        batch.changes().forEach(change -> request.addSuccess(operation(change)));
        var raised = raised(batch);
        if (raised.isAfter(Epoch.NONE)) {
            request.addSuccess(EtcdStore.put(keys.epoch(), Values.of(raised.value()), 0));
        }
        return request.addFailure(range(keys.leader()))
                .addFailure(range(keys.transaction()))
                .build();
    }

    private static RequestOp range(ByteString key) {
        return RequestOp.newBuilder()
                .setRequestRange(RangeRequest.newBuilder().setKey(key))
                .build();
    }

    /// Whether an earlier try of it has taken effect, in a term that lasts.
    private static boolean isWritten(ClaimQueue.Batch batch, TxnResponse failed) {
        var leader = failed.getResponses(0).getResponseRange().getKvsList();
        var last = failed.getResponses(1).getResponseRange().getKvsList();
        return leader.stream().anyMatch(value -> value.getCreateRevision() == batch.term())
                && last.stream()
                        .anyMatch(value -> Values.number(value.getValue()) >= batch.number());
    }

    private Epoch raised(ClaimQueue.Batch batch) {
        lock.lock();
        try {
            return queue.raised(batch);
        } finally {
            lock.unlock();
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

    private void settle(ClaimQueue.Batch batch, boolean written) {
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
