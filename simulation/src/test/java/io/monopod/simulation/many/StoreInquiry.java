package io.monopod.simulation.many;

import io.monopod.gateway.peer.StoreSight;
import io.monopod.gateway.store.Member;
import io.monopod.simulation.many.Seams.Evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// While the store is away for a gateway, asks the others, as the real inquiry does, and lets the
/// real [StoreSight] judge.
final class StoreInquiry {
    private static final Duration PERIOD = Duration.ofMillis(300);

    private final World world;
    private final Gateway gateway;
    private final StoreSight sight;

    /// When each gateway was asked whose refusal is not believed.
    private final Map<Member, Instant> diedUnseen = new HashMap<>();

    StoreInquiry(World world, Gateway gateway) {
        this.world = world;
        this.gateway = gateway;
        this.sight = new StoreSight(gateway.self(), world.settings().lease().plusSeconds(1));
    }

    void start() {
        if (!gateway.store().isThere()) {
            sight.others(heard()).forEach(this::ask);
        }
        gateway.process().after(PERIOD, this::start);
    }

    /// The list has changed.
    void members(Collection<Member> list) {
        sight.members(list, gateway.now());
    }

    /// It runs, or did a minute ago.
    void known(Member member) {
        if (needs(Evidence.LEFT_BEFORE)) {
            sight.known(member, gateway.now());
        }
    }

    boolean isAwayForAll() {
        return !gateway.store().isThere() && sight.isAwayForAll(gateway.now(), heard());
    }

    /// When this gateway heard from the store; if a test plants that bug, so late that gateways
    /// which have left are forgotten.
    private Instant heard() {
        return needs(Evidence.LEFT) ? gateway.store().renewed() : Instant.MAX;
    }

    /// Whether a gateway has died that could not be asked before: it may have led.
    boolean isBlinded() {
        return sight.others(heard()).stream()
                .map(other -> diedUnseen.getOrDefault(other, Instant.MIN))
                .anyMatch(asked -> gateway.now().isBefore(asked.plus(StoreSight.VALID)));
    }

    private void ask(Member other) {
        var asked = gateway.now();
        var there = world.gateway(other);
        // The process at that address, whichever it is.
        world.net()
                .send(
                        gateway.node(),
                        there.node(),
                        () -> {
                            var now = world.gateways().get(there.host());
                            if (now.process().isAlive()) {
                                now.process().run(() -> answer(now, other, asked));
                            } else {
                                send(now, () -> refused(other, asked));
                            }
                        });
    }

    private void send(Gateway from, Runnable arrival) {
        world.net().send(from.node(), gateway.node(), () -> gateway.process().run(arrival));
    }

    private void answer(Gateway there, Member other, Instant asked) {
        var leader = there.leader();
        var theirs =
                new StoreSight.Heard(there.store().heard(), leader == null ? 0 : leader.term());
        if (!there.store().isThere()) {
            send(
                    there,
                    () -> {
                        var leading = gateway.leading();
                        var own =
                                new StoreSight.Heard(
                                        gateway.store().heard(),
                                        leading == null ? 0 : leading.term());
                        if (own.includes(theirs) || !needs(Evidence.LATEST)) {
                            sight.isAway(other, asked);
                        }
                    });
        }
    }

    private void refused(Member other, Instant asked) {
        if (!needs(Evidence.SEEN_DYING)) {
            sight.isAway(other, asked);
        } else if (!sight.isGone(other, asked, gateway.store().renewed())) {
            diedUnseen.put(other, asked);
        }
    }

    private boolean needs(Evidence part) {
        return world.seams().needs(part);
    }
}
