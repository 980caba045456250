package io.monopod.simulation.many;

import io.monopod.config.HostPort;
import io.monopod.contract.Epoch;
import io.monopod.gateway.store.Claim;
import io.monopod.gateway.store.Handover;
import io.monopod.gateway.store.Leader;
import io.monopod.gateway.store.Member;
import io.monopod.gateway.store.etcd.RealClaimQueue;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The store: linearizable. Each request takes effect at one moment, or never; the one who asked
/// may not learn which.
final class SimStore {
    static final String NODE = "store";
    static final Duration LEASE = Duration.ofSeconds(3);
    private static final Duration KNOWN = Duration.ofMinutes(1);
    private static final Duration LATE_EXPIRY = Duration.ofMillis(200);

    /// What watchers hear of.
    sealed interface Change {
        record Led(@Nullable Leader leader) implements Change {}

        record Claimed(Claim claim) implements Change {}

        record Released(Claim.Of session) implements Change {}

        record Granted(Epoch highest) implements Change {}

        record Joined(Member member) implements Change {}

        record Left(Member member) implements Change {}
    }

    private final World world;
    private final List<Change> log = new ArrayList<>();
    private final Map<Claim.Of, Claim> claims = new LinkedHashMap<>();
    private final Map<Long, Instant> leases = new LinkedHashMap<>();
    private final Map<Long, Member> members = new LinkedHashMap<>();

    /// The gateway that was the last to join at each address.
    private final Map<HostPort, Known> known = new LinkedHashMap<>();

    /// Only if claims are leased, which is a planted bug.
    private final Map<Claim.Of, Long> leased = new HashMap<>();

    private record Known(Member member, Instant until) {}

    private Epoch highest = Epoch.NONE;
    private @Nullable Leader leader;

    /// Of the leader that has resigned, until the next election.
    private @Nullable Handover left;

    /// Of the leader before, to the one that leads.
    private @Nullable Handover handover;

    private long leaderLease;

    /// How many of its transactions have taken effect.
    private long transactions;

    private long revision;
    private boolean up = true;
    private Duration slowness = Duration.ZERO;
    private int lapses;

    SimStore(World world) {
        this.world = world;
    }

    boolean isUp() {
        return up;
    }

    boolean isFast() {
        return slowness.isZero();
    }

    /// How often all leases have lapsed.
    int lapses() {
        return lapses;
    }

    /// Its members die, and what was under way is lost.
    void goAway() {
        up = false;
    }

    /// As etcd does, it prolongs all leases.
    void comeBack() {
        if (!up) {
            up = true;
            leases.replaceAll((_, _) -> world.timeline().now().plus(LEASE));
            leases.keySet().forEach(this::expireLater);
        }
    }

    void becomeSlow(Duration most) {
        slowness = most;
    }

    /// @param away runs if no answer comes within that time
    <R> void ask(
            Gateway gateway, Duration within, Supplier<R> work, Consumer<R> answer, Runnable away) {
        var over = new boolean[1];
        var net = world.net();
        var process = gateway.process();
        net.send(
                gateway.node(),
                NODE,
                () ->
                        world.timeline()
                                .after(
                                        world.chance().between(Duration.ZERO, slowness),
                                        () -> {
                                            if (up) {
                                                var result = work.get();
                                                net.send(
                                                        NODE,
                                                        gateway.node(),
                                                        () ->
                                                                process.run(
                                                                        () -> {
                                                                            if (!over[0]) {
                                                                                over[0] = true;
                                                                                answer.accept(
                                                                                        result);
                                                                            }
                                                                        }));
                                            }
                                        }));
        process.after(
                within,
                () -> {
                    if (!over[0]) {
                        over[0] = true;
                        away.run();
                    }
                });
    }

    /// @return a new lease, which keeps that member in the list
    long join(Member member) {
        long lease = ++revision;
        leases.put(lease, world.timeline().now().plus(LEASE));
        members.put(lease, member);
        remember(member);
        note(new Change.Joined(member));
        expireLater(lease);
        return lease;
    }

    /// @return whether the lease is there
    boolean renew(long lease) {
        boolean there = leases.replace(lease, world.timeline().now().plus(LEASE)) != null;
        if (there) {
            remember(Objects.requireNonNull(members.get(lease)));
        }
        return there;
    }

    private void remember(Member member) {
        known.put(member.control(), new Known(member, world.timeline().now().plus(KNOWN)));
    }

    private void expireLater(long lease) {
        world.timeline().after(LEASE.plus(LATE_EXPIRY), () -> expire(lease));
    }

    private void expire(long lease) {
        var until = leases.get(lease);
        if (until == null || !up) {
            return;
        }
        var left = Duration.between(world.timeline().now(), until);
        if (left.isPositive()) {
            world.timeline().after(left.plus(LATE_EXPIRY), () -> expire(lease));
        } else {
            revoke(lease);
        }
    }

    /// A stuck etcd leader has been seen to do this (etcd 12528, 15247).
    void lapseAll() {
        lapses++;
        List.copyOf(leases.keySet()).forEach(this::revoke);
        known.clear();
    }

    void revoke(long lease) {
        leases.remove(lease);
        var member = members.remove(lease);
        if (member != null) {
            note(new Change.Left(member));
        }
        if (leader != null && leaderLease == lease) {
            leader = null;
            note(new Change.Led(null));
        }
        leased.entrySet().stream()
                .filter(each -> each.getValue() == lease)
                .map(Map.Entry::getKey)
                .toList()
                .forEach(this::remove);
    }

    /// What the leader before has left to the one of this term.
    @Nullable Handover handover(long term) {
        return leader != null && leader.term() == term ? handover : null;
    }

    /// The member leads, unless another does.
    ///
    /// @return whether the lease is there; else etcd answers with an error
    boolean campaign(Member member, long lease) {
        boolean there = leases.containsKey(lease);
        if (there && leader == null) {
            leaderLease = lease;
            transactions = 0;
            leader = new Leader(member, ++revision);
            handover = left;
            left = null;
            note(new Change.Led(leader));
        }
        return there;
    }

    void resign(long term, @Nullable Handover last) {
        if (leader != null && leader.term() == term) {
            leader = null;
            left = last;
            note(new Change.Led(null));
        }
    }

    /// @return whether the term lasted
    ///
    /// @param raised the highest epoch from now on, or none
    boolean write(RealClaimQueue.Batch batch, Epoch raised) {
        boolean leads = leader != null && leader.term() == batch.term();
        if (!leads && world.seams().checksTerm()) {
            return false;
        }
        if (leads && world.seams().numbersTransactions()) {
            if (transactions != batch.number() - 1) {
                return transactions >= batch.number();
            }
            transactions++;
        }
        revision++;
        for (var change : batch.changes()) {
            var claim = change.claim();
            if (claim == null) {
                delete(change.session());
            } else {
                claims.put(claim.of(), claim);
                if (world.seams().leasesClaims()) {
                    leased.put(claim.of(), leaderLease);
                }
                world.checks().claims().committed(batch.term(), claim);
                note(new Change.Claimed(claim));
            }
        }
        if (raised.isAfter(Epoch.NONE)) {
            highest = raised;
            note(new Change.Granted(raised));
        }
        return true;
    }

    /// A leader's transaction deletes it.
    private void delete(Claim.Of session) {
        var gone = claims.get(session);
        if (gone != null) {
            world.checks().claims().released(gone);
            remove(session);
        }
    }

    private void remove(Claim.Of session) {
        leased.remove(session);
        claims.remove(session);
        note(new Change.Released(session));
    }

    private void note(Change change) {
        log.add(change);
        world.trail().note("store: %s", change);
        world.gateways().forEach(gateway -> gateway.store().poke());
    }

    int size() {
        return log.size();
    }

    Change at(int position) {
        return log.get(position);
    }

    Map<Claim.Of, Claim> claims() {
        return claims;
    }

    Epoch highest() {
        return highest;
    }

    @Nullable Leader leader() {
        return leader;
    }

    /// Whether that term lasts. What a deposed leader grants is not written.
    boolean isLedIn(long term) {
        return leader != null && leader.term() == term;
    }

    List<Member> members() {
        return List.copyOf(members.values());
    }

    /// The gateways that run, or did a minute ago.
    List<Member> known() {
        var now = world.timeline().now();
        return known.values().stream()
                .filter(each -> now.isBefore(each.until()))
                .map(Known::member)
                .toList();
    }
}
