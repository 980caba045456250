package io.monopod.gateway.store.etcd;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;

import io.monopod.contract.Epoch;
import io.monopod.gateway.store.Claim;
import io.monopod.gateway.store.Deposed;
import io.monopod.gateway.store.Leader;
import io.monopod.gateway.store.Member;
import io.monopod.gateway.store.Store;
import io.monopod.gateway.store.StoreListener;
import io.monopod.gateway.store.StoreUnavailable;
import io.monopod.proto.etcd.Compare;
import io.monopod.proto.etcd.DeleteRangeRequest;
import io.monopod.proto.etcd.KeyValue;
import io.monopod.proto.etcd.PutRequest;
import io.monopod.proto.etcd.RequestOp;
import io.monopod.proto.etcd.TxnRequest;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Keeps in etcd what the gateways share. One lease stands for this process: with it goes its entry
/// in the list of members and, if it leads, its leadership.
final class EtcdStore implements Store {
    private static final Logger LOG = System.getLogger(EtcdStore.class.getName());

    /// After a gateway's death another one leads this much later at most, and a moment for etcd to
    /// notice. etcd rounds shorter leases up to two seconds.
    private static final Duration LEASE = Duration.ofSeconds(3);

    private static final Duration RENEWAL = Duration.ofMillis(700);
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final EtcdClient client;
    private final Keys keys;
    private final Member self;
    private final StoreListener listener;
    private final ClaimWriter writer;
    private final Mirror mirror;
    private final Thread thread;

    /// Has a permit when there is something to do before the next renewal.
    private final Semaphore due = new Semaphore(0);

    /// Whether there is no leader, as far as known. Written by the mirror's thread.
    private volatile boolean vacant;

    private volatile long lease;

    /// The term of this gateway while it leads, else 0. Written by the mirror's thread.
    private volatile long ownTerm;

    private volatile boolean resigned;

    /// @param prefix of all keys; other systems on the same etcd have others
    EtcdStore(EtcdClient client, String prefix, Member self, StoreListener listener) {
        this.client = client;
        this.keys = new Keys(prefix);
        this.self = self;
        this.listener = listener;
        this.writer = new ClaimWriter(client, keys);
        this.mirror = new Mirror(client, prefix, new Translation());
        this.thread = Thread.ofVirtual().name("store membership").unstarted(this::stayMember);
    }

    @Override
    public void start() {
        mirror.start();
        thread.start();
    }

    @Override
    public void claim(long term, Claim claim, Duration time)
            throws Deposed, StoreUnavailable, InterruptedException {
        writer.write(term, claim, time);
    }

    @Override
    public void restore(long term, Claim claim) {
        writer.restore(term, claim);
    }

    @Override
    public void release(long term, Claim.Of session, Epoch epoch) {
        writer.delete(term, session, epoch);
    }

    @Override
    public void resign() throws InterruptedException {
        resigned = true;
        long term = ownTerm;
        if (term == 0) {
            return;
        }
        var mine =
                Compare.newBuilder()
                        .setTarget(Compare.CompareTarget.CREATE)
                        .setKey(keys.leader())
                        .setCreateRevision(term);
        var deletion = DeleteRangeRequest.newBuilder().setKey(keys.leader());
        try {
            client.txn(
                    TxnRequest.newBuilder()
                            .addCompare(mine)
                            .addSuccess(RequestOp.newBuilder().setRequestDeleteRange(deletion))
                            .build(),
                    LAST_WORDS);
        } catch (StoreUnavailable e) {
            LOG.log(Level.WARNING, "leadership ends with its lease reason={0}", e.getMessage());
        }
    }

    static RequestOp put(ByteString key, ByteString value, long lease) {
        return RequestOp.newBuilder()
                .setRequestPut(PutRequest.newBuilder().setKey(key).setValue(value).setLease(lease))
                .build();
    }

    private void stayMember() {
        try {
            while (true) {
                try {
                    renew();
                    if (vacant && !resigned) {
                        campaign();
                    }
                } catch (StoreUnavailable e) {
                    LOG.log(Level.DEBUG, "membership is not renewed", e);
                }
                due.tryAcquire(RENEWAL.toMillis(), TimeUnit.MILLISECONDS);
                due.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    /// Without a lease, or after it has run out, joins anew.
    private void renew() throws StoreUnavailable, InterruptedException {
        if (lease != 0 && client.renewLease(lease, EtcdClient.ATTEMPT)) {
            return;
        }
        lease = client.grantLease(LEASE, EtcdClient.ATTEMPT);
        var entry = put(keys.member(self.id()), Values.of(self), lease);
        client.txn(TxnRequest.newBuilder().addSuccess(entry).build(), EtcdClient.ATTEMPT);
    }

    /// The mirror then says who leads.
    private void campaign() throws StoreUnavailable, InterruptedException {
        var free =
                Compare.newBuilder()
                        .setTarget(Compare.CompareTarget.CREATE)
                        .setKey(keys.leader())
                        .setCreateRevision(0);
        var entry = put(keys.leader(), Values.of(self), lease);
        var firstTransaction =
                RequestOp.newBuilder()
                        .setRequestDeleteRange(
                                DeleteRangeRequest.newBuilder().setKey(keys.transaction()))
                        .build();
        vacant = false; // before the request: the mirror may say meanwhile that it is so again
        try {
            client.txn(
                    TxnRequest.newBuilder()
                            .addCompare(free)
                            .addSuccess(entry)
                            .addSuccess(firstTransaction)
                            .build(),
                    EtcdClient.ATTEMPT);
        } catch (StoreUnavailable e) {
            vacant = true;
            throw e;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        writer.close();
        mirror.close();
        try {
            thread.join();
            if (lease != 0) {
                client.revokeLease(lease, LAST_WORDS);
            }
        } catch (StoreUnavailable e) {
            LOG.log(Level.WARNING, "membership ends with its lease reason={0}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            client.close();
        }
    }

    /// Turns keys and values into what they mean. Runs on the mirror's thread.
    private final class Translation implements Mirror.Listener {
        private final Map<String, Member> members = new HashMap<>();

        /// Whether the leader's key has been seen, or its absence.
        private boolean known;

        @Override
        public void changed(String key, @Nullable KeyValue value) {
            try {
                switch (Keys.read(key)) {
                    case Keys.Named.Leader() -> led(value);
                    case Keys.Named.OfMember(var id) -> member(id, value);
                    case Keys.Named.OfClaim(var of) -> claim(of, value);
                    case Keys.Named.HighestEpoch() -> epoch(value);
                    case Keys.Named.Other() -> {}
                }
            } catch (IllegalArgumentException | InvalidProtocolBufferException e) {
                LOG.log(Level.WARNING, "value in the store is not valid key={0} error={1}", key, e);
            }
        }

        private void led(@Nullable KeyValue value) throws InvalidProtocolBufferException {
            if (value == null) {
                vacant = true;
                ownTerm = 0;
                listener.led(null);
                due.release();
            } else {
                vacant = false;
                var member = Values.member(value.getValue());
                ownTerm = member.id().equals(self.id()) ? value.getCreateRevision() : 0;
                listener.led(new Leader(member, value.getCreateRevision()));
            }
            known = true;
        }

        private void member(String id, @Nullable KeyValue value)
                throws InvalidProtocolBufferException {
            if (value == null) {
                members.remove(id);
            } else {
                members.put(id, Values.member(value.getValue()));
            }
            listener.members(members.values());
        }

        private void claim(Claim.Of of, @Nullable KeyValue value)
                throws InvalidProtocolBufferException {
            if (value == null) {
                listener.released(of);
            } else {
                listener.claimed(Values.claim(of, value.getValue()));
            }
        }

        private void epoch(@Nullable KeyValue value) {
            if (value != null) {
                var highest = Values.epoch(value.getValue());
                writer.granted(highest);
                listener.granted(highest);
            }
        }

        @Override
        public void upToDate() {
            if (!known) {
                known = true;
                vacant = true;
                due.release();
            }
        }

        @Override
        public void connected(boolean connected) {
            listener.connected(connected);
        }
    }
}
