package io.monopod.simulation.many;

import io.monopod.contract.Epoch;
import io.monopod.gateway.store.Claim;
import io.monopod.gateway.store.Leader;
import io.monopod.gateway.store.Member;
import io.monopod.gateway.store.Store;
import io.monopod.gateway.store.etcd.RealClaimQueue;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// One gateway's part in the store, as `EtcdStore`, `ClaimWriter` and `Mirror` do it: membership,
/// elections, writes in order, and a watch that may lag or be cut off.
final class StoreClient implements Store {
    private static final Duration RENEWAL = Duration.ofMillis(700);
    private static final Duration ATTEMPT = Duration.ofSeconds(1);
    private static final Duration TRY = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration LOOK = Duration.ofMillis(500);

    /// So long a silence of the store is not noticed.
    private static final Duration SILENCE = Duration.ofSeconds(2);

    private final World world;
    private final Gateway gateway;
    private final Member self;
    private final RealClaimQueue queue = new RealClaimQueue();
    private final Map<RealClaimQueue.Change, Consumer<Boolean>> awaited = new HashMap<>();
    private boolean writing;

    private long lease;
    private Instant renewed = Instant.MIN;

    /// Since when the store is there.
    private Instant back = Instant.MIN;

    private boolean asking;
    private boolean due;
    private boolean vacant;
    private boolean resigned;
    private long ownTerm;
    private long campaignLease;

    /// Up to where it has told, and what.
    private int position;

    private boolean loaded;
    private final Map<Claim.Of, Claim> told = new HashMap<>();
    private @Nullable Leader toldLeader;
    private boolean reading;
    private boolean connected;
    private Instant silentSince = Instant.MAX;

    StoreClient(World world, Gateway gateway, Member self) {
        this.world = world;
        this.gateway = gateway;
        this.self = self;
    }

    @Override
    public void start() {
        look();
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
        if (lease == 0) {
            ask(() -> world.store().join(self), joined -> isMember(joined, sent));
        } else {
            long known = lease;
            ask(
                    () -> world.store().renew(known),
                    there -> {
                        if (there) {
                            isMember(known, sent);
                        } else {
                            lease = 0;
                            asking = false;
                            work();
                        }
                    });
        }
    }

    private void isMember(long with, Instant sent) {
        boolean wasAway = !isThere();
        lease = with;
        renewed = sent;
        if (wasAway) {
            back = gateway.now();
        }
        if (ownTerm != 0 && (wasAway || gateway.leading() == null)) {
            gateway.leadsNoMore();
            handOver();
        }
        if (vacant && !resigned) {
            vacant = false;
            campaignLease = lease;
            ask(() -> world.store().campaign(self, with), _ -> rest(), () -> vacant = true);
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

    /// Whether nobody else can lead now, if this gateway has heard that it leads.
    boolean isSure() {
        return ownTerm != 0 && lease == campaignLease && isThere();
    }

    /// Whether the store has answered within a lease.
    boolean isThere() {
        return lease != 0 && gateway.now().isBefore(renewed.plus(SimStore.LEASE));
    }

    /// When it sent the last request that the store has answered.
    Instant renewed() {
        return renewed;
    }

    /// How many of the store's changes it has heard of.
    int heard() {
        return position;
    }

    /// Since when the store is there, if it is.
    Instant back() {
        return back;
    }

    @Override
    public void resign() {
        resigned = true;
        handOver();
    }

    private void handOver() {
        long term = ownTerm;
        if (term != 0) {
            world.store()
                    .ask(
                            gateway,
                            ATTEMPT,
                            () -> {
                                world.store().resign(term);
                                return true;
                            },
                            _ -> {},
                            () -> {});
        }
    }

    @Override
    public void close() {
        long last = lease;
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

    // Writes.

    @Override
    public void claim(long term, Claim claim, Duration time) {
        throw new UnsupportedOperationException("blocks");
    }

    /// As `claim`, but tells whether it is written.
    ///
    /// @return withdraws it, if the outcome is open
    Runnable claim(long term, Claim claim, Duration time, Consumer<Boolean> outcome) {
        var change = queue.put(term, claim);
        awaited.put(change, outcome);
        Runnable withdraw =
                () -> {
                    if (awaited.remove(change) != null) {
                        queue.withdraw(change, claim);
                        outcome.accept(false);
                        write();
                    }
                };
        gateway.process().after(time, withdraw);
        write();
        return withdraw;
    }

    @Override
    public void restore(long term, Claim claim) {
        queue.restore(term, claim);
        write();
    }

    @Override
    public void release(long term, Claim.Of session, Epoch epoch) {
        var leading = gateway.leading();
        if (leading != null && world.store().isLedIn(term)) {
            world.checks().deletes(leading, session.session(), epoch);
        }
        queue.delete(term, session, epoch);
        write();
    }

    private void write() {
        if (!writing && !queue.isEmpty()) {
            writing = true;
            var batch = queue.take();
            write(batch, queue.raised(batch));
        }
    }

    /// Sends it until its outcome is known.
    private void write(RealClaimQueue.Batch batch, Epoch raised) {
        world.store()
                .ask(
                        gateway,
                        TRY,
                        () -> world.store().write(batch, raised),
                        written -> {
                            writing = false;
                            queue.settle(batch, written);
                            for (var change : batch.changes()) {
                                var outcome = awaited.remove(change);
                                if (outcome != null) {
                                    outcome.accept(written);
                                }
                            }
                            write();
                        },
                        () -> gateway.process().after(PAUSE, () -> write(batch, raised)));
    }

    // The watch.

    /// The store has changed.
    void poke() {
        if (!reading) {
            reading = true;
            gateway.process().after(world.net().delay(), this::read);
        }
    }

    private void look() {
        read();
        gateway.process().after(LOOK, this::look);
    }

    private boolean isReached() {
        return world.store().isUp() && !world.net().isCut(gateway.node(), SimStore.NODE);
    }

    private void read() {
        reading = false;
        if (!isReached()) {
            if (silentSince.equals(Instant.MAX)) {
                silentSince = gateway.now();
            } else if (gateway.now().isAfter(silentSince.plus(SILENCE))) {
                connected(false);
            }
            return;
        }
        boolean gap = !silentSince.equals(Instant.MAX) && !connected;
        silentSince = Instant.MAX;
        if (!loaded || (gap && world.chance().oneIn(3))) {
            load();
        } else {
            while (position < world.store().size()) {
                tell(world.store().at(position++));
            }
        }
        connected(true);
    }

    private void connected(boolean now) {
        if (connected != now) {
            connected = now;
            gateway.connected(now);
        }
    }

    /// Tells what differs from what was told, in the order of the keys.
    private void load() {
        var store = world.store();
        position = store.size();
        granted(store.highest());
        gateway.members(store.members());
        if (!Objects.equals(store.leader(), toldLeader)) {
            led(store.leader());
        }
        var gone = new ArrayList<>(told.keySet());
        for (var claim : List.copyOf(store.claims().values())) {
            gone.remove(claim.of());
            if (!claim.equals(told.put(claim.of(), claim))) {
                gateway.claimed(claim);
            }
        }
        for (var each : gone) {
            told.remove(each);
            gateway.released(each);
        }
        if (!loaded && store.leader() == null) {
            vacant = true;
            work();
        }
        loaded = true;
    }

    private void tell(SimStore.Change change) {
        switch (change) {
            case SimStore.Change.Led(var leader) -> led(leader);
            case SimStore.Change.Claimed(var claim) -> {
                told.put(claim.of(), claim);
                gateway.claimed(claim);
            }
            case SimStore.Change.Released(var session) -> {
                told.remove(session);
                gateway.released(session);
            }
            case SimStore.Change.Granted(var highest) -> granted(highest);
            case SimStore.Change.Joined _, SimStore.Change.Left _ ->
                    gateway.members(world.store().members());
        }
    }

    private void granted(Epoch highest) {
        queue.granted(highest);
        gateway.granted(highest);
    }

    private void led(@Nullable Leader leader) {
        toldLeader = leader;
        vacant = leader == null;
        ownTerm = leader != null && leader.member().equals(self) ? leader.term() : 0;
        gateway.led(leader);
        if (leader == null) {
            work();
        }
    }
}
