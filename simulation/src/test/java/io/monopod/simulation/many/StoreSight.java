package io.monopod.simulation.many;

import io.monopod.gateway.store.Member;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Whether the store is away for all gateways that one of them knows: while it is away for this
/// one, it asks the others.
final class StoreSight {
    private static final Duration ASK = Duration.ofMillis(300);

    /// A gateway that said that the store is away may lead this much later, and after a lease and a
    /// second more it gives a silent instance's session to another. An instance goes on for a lease
    /// after it was told.
    private static final Duration VALID = Duration.ofMillis(800);

    private final World world;
    private final Gateway gateway;

    /// When each gateway was asked that then said that it is away.
    private final Map<Member, Instant> away = new HashMap<>();

    StoreSight(World world, Gateway gateway) {
        this.world = world;
        this.gateway = gateway;
    }

    void start() {
        if (!gateway.store().isThere()) {
            gateway.members().forEach(this::ask);
        }
        gateway.process().after(ASK, this::start);
    }

    boolean isAwayForAll() {
        var now = gateway.now();
        return !gateway.store().isThere()
                && !gateway.members().isEmpty()
                && gateway.members().stream()
                        .filter(other -> !other.equals(gateway.self()))
                        .allMatch(
                                other ->
                                        now.isBefore(
                                                away.getOrDefault(other, Instant.MIN).plus(VALID)));
    }

    private void ask(Member other) {
        if (other.equals(gateway.self())) {
            return;
        }
        var asked = gateway.now();
        var there = world.gateway(other);
        world.net()
                .send(
                        gateway.node(),
                        there.node(),
                        () -> {
                            // The process at that address, whichever it is; none cannot lead.
                            var now = world.gateways().get(there.host());
                            if (now.process().isAlive()) {
                                now.process().run(() -> answer(now, other, asked));
                            } else {
                                isAway(there, other, asked);
                            }
                        });
    }

    private void answer(Gateway asked, Member member, Instant at) {
        if (!asked.store().isThere()) {
            isAway(asked, member, at);
        }
    }

    private void isAway(Gateway asked, Member member, Instant at) {
        world.net()
                .send(
                        asked.node(),
                        gateway.node(),
                        () -> gateway.process().run(() -> away.put(member, at)));
    }
}
