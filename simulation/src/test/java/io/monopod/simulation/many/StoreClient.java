package io.monopod.simulation.many;

import io.monopod.contract.Epoch;
import io.monopod.gateway.store.Claim;
import io.monopod.gateway.store.Handover;
import io.monopod.gateway.store.Leader;
import io.monopod.gateway.store.Member;
import io.monopod.gateway.store.Store;
import io.monopod.gateway.store.StoreLease;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// One gateway's part in the store, as `EtcdStore` does it: membership and elections, besides its
/// [ClaimWrites] and its [StoreWatch].
final class StoreClient implements Store {
    private static final Duration RENEWAL = Duration.ofMillis(700);
    private static final Duration ATTEMPT = Duration.ofSeconds(1);

    private final World world;
    private final Gateway gateway;
    private final Member self;
    private final ClaimWrites writes;
    private final StoreWatch watch;

    private final StoreLease lease = new StoreLease();
    private boolean asking;
    private boolean due;
    private boolean vacant;
    private boolean resigned;
    private long ownTerm;
    private long campaignLease;

    StoreClient(World world, Gateway gateway, Member self) {
        this.world = world;
        this.gateway = gateway;
        this.self = self;
        this.writes = new ClaimWrites(world, gateway);
        this.watch = new StoreWatch(world, gateway, this);
    }

    @Override
    public void start() {
        watch.look();
        stayMember();
    }

    // Membership.

    private void stayMember() {
        work();
        gateway.process().after(RENEWAL, this::stayMember);
    }

    private void work() {
        if (asking) {
            due = true;
            return;
        }
        asking = true;
        due = false;
        var sent = gateway.now();
        if (lease.id() == 0) {
            ask(() -> world.store().join(self), joined -> isMember(joined, sent));
        } else {
            long known = lease.id();
            ask(
                    () -> world.store().renew(known),
                    there -> {
                        if (there) {
                            isMember(known, sent);
                        } else {
                            lease.lost();
                            asking = false;
                            work();
                        }
                    });
        }
    }

    private void isMember(long with, Instant sent) {
        boolean wasAway = !isThere();
        lease.renewed(with, sent, gateway.now());
        if (ownTerm != 0 && (wasAway || gateway.leading() == null)) {
            gateway.leadsNoMore();
            handOver(null);
        }
        if (vacant && !resigned) {
            vacant = false;
            campaignLease = with;
            ask(
                    () -> world.store().campaign(self, with),
                    there -> {
                        vacant |= !there;
                        rest();
                    },
                    () -> vacant = true);
        } else {
            rest();
        }
    }

    private <R> void ask(Supplier<R> work, Consumer<R> answer) {
        ask(work, answer, () -> {});
    }

    private <R> void ask(Supplier<R> work, Consumer<R> answer, Runnable whenAway) {
        world.store()
                .ask(
                        gateway,
                        ATTEMPT,
                        work,
                        answer,
                        () -> {
                            whenAway.run();
                            rest();
                        });
    }

    private void rest() {
        asking = false;
        if (due) {
            work();
        }
    }

    @Override
    public boolean isSure(long term) {
        return ownTerm == term && lease.is(campaignLease, gateway.now());
    }

    @Override
    public boolean isThere() {
        return lease.isThere(gateway.now());
    }

    @Override
    public Instant renewed() {
        return lease.renewed();
    }

    /// How many of the store's changes it has heard of.
    @Override
    public long heard() {
        return watch.heard();
    }

    @Override
    public Instant back() {
        return lease.back();
    }

    @Override
    public void resign(@Nullable Handover handover) {
        resigned = true;
        handOver(handover);
    }

    private void handOver(@Nullable Handover handover) {
        long term = ownTerm;
        if (term != 0) {
            world.store()
                    .ask(
                            gateway,
                            ATTEMPT,
                            () -> {
                                world.store().resign(term, handover);
                                return true;
                            },
                            _ -> {},
                            () -> {});
        }
    }

    @Override
    public void close() {
        long last = lease.id();
        if (last != 0) {
            world.net()
                    .send(
                            gateway.node(),
                            SimStore.NODE,
                            () -> {
                                if (world.store().isUp()) {
                                    world.store().revoke(last);
                                }
                            });
        }
    }

    // What it passes on.

    @Override
    public void claim(long term, Claim claim, Duration time) {
        throw new UnsupportedOperationException("blocks");
    }

    ClaimWrites writes() {
        return writes;
    }

    @Override
    public void restore(long term, Claim claim) {
        writes.restore(term, claim);
    }

    @Override
    public void release(long term, Claim.Of session, Epoch epoch) {
        var leading = gateway.leading();
        if (leading != null && world.store().isLedIn(term)) {
            world.checks().leaders().deletes(leading, session.session(), epoch);
        }
        writes.release(term, session, epoch);
    }

    /// The store has changed.
    void poke() {
        watch.poke();
    }

    // What the watch tells.

    void granted(Epoch highest) {
        writes.granted(highest);
        gateway.granted(highest);
    }

    /// Nobody leads, at the first look.
    void isVacant() {
        vacant = true;
        work();
    }

    void led(@Nullable Leader leader) {
        vacant = leader == null;
        ownTerm = leader != null && leader.member().equals(self) ? leader.term() : 0;
        gateway.led(leader);
        if (leader == null) {
            work();
        }
    }
}
