package io.monopod.gateway.store.etcd;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;

import io.monopod.contract.Epoch;
import io.monopod.gateway.store.Claim;
import io.monopod.gateway.store.Deposed;
import io.monopod.gateway.store.Handover;
import io.monopod.gateway.store.Leader;
import io.monopod.gateway.store.Member;
import io.monopod.gateway.store.Store;
import io.monopod.gateway.store.StoreLease;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Keeps in etcd what the gateways share. One lease stands for this process: with it goes its entry
/// in the list of members and, if it leads, its leadership. Its address stays for a minute longer.
final class EtcdStore implements Store {
    private static final Logger LOG = System.getLogger(EtcdStore.class.getName());

    private static final Duration RENEWAL = Duration.ofMillis(700);

    /// After a renewal that failed.
    private static final Duration AGAIN = Duration.ofMillis(100);

    /// How long its address stays at least after its last renewal, for gateways that start then.
    private static final Duration KNOWN = Duration.ofMinutes(1);

    /// How often that is entered again.
    private static final Duration ENTRY = Duration.ofSeconds(30);

    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final EtcdClient client;
    private final Keys keys;
    private final Member self;
    private final StoreListener listener;
    private final InstantSource clock;
    private final ClaimWriter writer;
    private final Mirror mirror;
    private final Thread thread;

    /// Has a permit when there is something to do before the next renewal.
    private final Semaphore due = new Semaphore(0);

    /// Whether there is no leader, as far as known. Written by the mirror's thread.
    private volatile boolean vacant;

    /// Renewed by the membership's thread.
    private final StoreLease lease = new StoreLease();

    /// Written by the mirror's thread.
    private volatile Leadership own = Leadership.NONE;

    /// The term that this gateway gives up, because the store was away for it meanwhile; else 0.
    /// Written by the membership's thread.
    private volatile long givenUp;

    /// When its entries were written last. Used by the membership's thread.
    private Instant entered = Instant.MIN;

    private volatile boolean resigned;

    /// The revision of the latest election or transaction of a leader that has been told; no claim
    /// changes without one. Written by the mirror's thread.
    private volatile long heard;

    /// That this gateway leads.
    ///
    /// @param term 0 if it does not
    /// @param lease under which it does
    private record Leadership(long term, long lease) {
        static final Leadership NONE = new Leadership(0, 0);
    }

    /// @param prefix of all keys; other systems on the same etcd have others
    EtcdStore(
            EtcdClient client,
            String prefix,
            Member self,
            StoreListener listener,
            InstantSource clock) {
        this.client = client;
        this.keys = new Keys(prefix);
        this.self = self;
        this.listener = listener;
        this.clock = clock;
        this.writer = new ClaimWriter(client, keys, this::permission);
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
    public boolean isThere() {
        return lease.isThere(clock.instant());
    }

    @Override
    public boolean isSure(long term) {
        return permission(term) == ClaimWriter.Permission.SEND;
    }

    private ClaimWriter.Permission permission(long term) {
        var now = own;
        if (term == 0 || term != now.term() || term == givenUp) {
            return ClaimWriter.Permission.DROP;
        }
        return lease.is(now.lease(), clock.instant())
                ? ClaimWriter.Permission.SEND
                : ClaimWriter.Permission.WAIT;
    }

    @Override
    public Instant renewed() {
        return lease.renewed();
    }

    @Override
    public long heard() {
        return heard;
    }

    @Override
    public Instant back() {
        return lease.back();
    }

    @Override
    public void resign(@Nullable Handover handover) throws InterruptedException {
        resigned = true;
        var now = own;
        if (now.term() == 0) {
            return;
        }
        try {
            var last =
                    handover == null
                            ? deletion(keys.handover())
                            : put(keys.handover(), Values.of(handover), now.lease());
            handOver(now.term(), last);
        } catch (StoreUnavailable e) {
            LOG.log(Level.WARNING, "leadership ends with its lease reason={0}", e.getMessage());
        }
    }

    /// @param last what else is written
    private void handOver(long term, RequestOp... last)
            throws StoreUnavailable, InterruptedException {
        var mine =
                Compare.newBuilder()
                        .setTarget(Compare.CompareTarget.CREATE)
                        .setKey(keys.leader())
                        .setCreateRevision(term);
        client.txn(
                TxnRequest.newBuilder()
                        .addCompare(mine)
                        .addSuccess(deletion(keys.leader()))
                        .addAllSuccess(List.of(last))
                        .build(),
                LAST_WORDS);
    }

    static RequestOp put(ByteString key, ByteString value, long lease) {
        return RequestOp.newBuilder()
                .setRequestPut(PutRequest.newBuilder().setKey(key).setValue(value).setLease(lease))
                .build();
    }

    private static RequestOp deletion(ByteString key) {
        return RequestOp.newBuilder()
                .setRequestDeleteRange(DeleteRangeRequest.newBuilder().setKey(key))
                .build();
    }

    private void stayMember() {
        try {
            while (true) {
                var pause = RENEWAL;
                try {
                    renew();
                    if (vacant && !resigned) {
                        campaign();
                    }
                } catch (StoreUnavailable e) {
                    LOG.log(Level.DEBUG, "membership is not renewed", e);
                    pause = AGAIN;
                }
                due.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
                due.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    /// Without a lease, or after it has run out, joins anew.
    private void renew() throws StoreUnavailable, InterruptedException {
        var sent = clock.instant();
        long id = lease.id();
        if (id == 0 || !client.renewLease(id, EtcdClient.ATTEMPT)) {
            lease.lost();
            sent = clock.instant();
            id = client.grantLease(StoreLease.LENGTH, EtcdClient.ATTEMPT);
            enter(id);
        }
        var now = clock.instant();
        if (!lease.isThere(now)) {
            givenUp = own.term(); // before the lease is good again
        }
        lease.renewed(id, sent, now);
        long over = givenUp;
        if (over != 0 && over == own.term()) {
            LOG.log(Level.INFO, "store was away, leadership ends term={0}", Long.toString(over));
            handOver(over);
        }
        if (!now.isBefore(entered.plus(ENTRY))) {
            enter(id);
        }
    }

    /// Each time under a new lease for the address, so there is none to be renewed.
    private void enter(long id) throws StoreUnavailable, InterruptedException {
        var sent = clock.instant();
        long longer = client.grantLease(KNOWN.plus(ENTRY), EtcdClient.ATTEMPT);
        client.txn(
                TxnRequest.newBuilder()
                        .addSuccess(put(keys.member(self.id()), Values.of(self), id))
                        .addSuccess(put(keys.known(self.control()), Values.of(self), longer))
                        .build(),
                EtcdClient.ATTEMPT);
        entered = sent;
    }

    /// The mirror then says who leads.
    private void campaign() throws StoreUnavailable, InterruptedException {
        var free =
                Compare.newBuilder()
                        .setTarget(Compare.CompareTarget.CREATE)
                        .setKey(keys.leader())
                        .setCreateRevision(0);
        var entry = put(keys.leader(), Values.of(self), lease.id());
        vacant = false; // before the request: the mirror may say meanwhile that it is so again
        try {
            client.txn(
                    TxnRequest.newBuilder()
                            .addCompare(free)
                            .addSuccess(entry)
                            .addSuccess(deletion(keys.transaction())) // the first has number 1
                            .addSuccess(deletion(keys.handover()))
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
            if (lease.id() != 0) {
                client.revokeLease(lease.id(), LAST_WORDS);
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

        /// As `heard`, while more of the same revision may follow.
        private long hearing;

        /// Whether the leader's key has been seen, or its absence.
        private boolean known;

        @Override
        public void changed(String key, @Nullable KeyValue value) {
            try {
                switch (Keys.read(key)) {
                    case Keys.Named.Leader() -> led(value);
                    case Keys.Named.OfHandover() ->
                            listener.handedOver(
                                    value == null ? null : Values.handover(value.getValue()));
                    case Keys.Named.OfMember(var id) -> member(id, value);
                    case Keys.Named.OfKnown() -> known(value);
                    case Keys.Named.OfClaim(var of) -> claim(of, value);
                    case Keys.Named.HighestEpoch() -> epoch(value);
                    case Keys.Named.Transaction() -> hears(value);
                    case Keys.Named.Other() -> {}
                }
            } catch (IllegalArgumentException | InvalidProtocolBufferException e) {
                LOG.log(Level.WARNING, "value in the store is not valid key={0} error={1}", key, e);
            }
        }

        private void led(@Nullable KeyValue value) throws InvalidProtocolBufferException {
            if (value == null) {
                vacant = true;
                own = Leadership.NONE;
                listener.led(null);
                due.release();
            } else {
                vacant = false;
                hears(value);
                var member = Values.member(value.getValue());
                long term = value.getCreateRevision();
                own =
                        member.id().equals(self.id())
                                ? new Leadership(term, value.getLease())
                                : Leadership.NONE;
                listener.led(new Leader(member, term));
            }
            known = true;
        }

        private void hears(@Nullable KeyValue value) {
            if (value != null) {
                hearing = Math.max(hearing, value.getModRevision());
            }
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

        private void known(@Nullable KeyValue value) throws InvalidProtocolBufferException {
            if (value != null) {
                listener.known(Values.member(value.getValue()));
            }
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
            heard = hearing;
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
