package io.monopod.simulation.many;

import io.monopod.gateway.store.Member;
import io.monopod.simulation.many.Seams.Evidence;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Whether the store is away for all gateways that one of them knows, and none of them has heard of
/// more from it: while it is away for this one, it asks the others.
final class StoreSight {
    private static final Duration ASK = Duration.ofMillis(300);

    /// A gateway that said that the store is away may lead this much later, and after a lease and a
    /// second more it gives a silent instance's session to another. An instance goes on for a lease
    /// after it was told.
    private static final Duration VALID = Duration.ofMillis(800);

    /// How long a gateway that has left the list is still asked: it may have been cut off, and come
    /// back to the store without this one hearing of it.
    private static final Duration KNOWN = Duration.ofMinutes(1);

    private final World world;
    private final Gateway gateway;

    /// The other gateways, and when each was in the list for the last time.
    private final Map<Member, Instant> known = new LinkedHashMap<>();

    /// When each gateway was asked that then said that it is away, or refused the connection.
    private final Map<Member, Instant> away = new HashMap<>();

    /// When each gateway was asked whose refusal is not believed.
    private final Map<Member, Instant> diedUnseen = new HashMap<>();

    StoreSight(World world, Gateway gateway) {
        this.world = world;
        this.gateway = gateway;
    }

    void start() {
        if (!gateway.store().isThere()) {
            known.keySet().forEach(this::ask);
        }
        gateway.process().after(ASK, this::start);
    }

    /// The list has changed.
    void members(Collection<Member> before, Collection<Member> list) {
        var now = gateway.now();
        before.forEach(member -> known.put(member, now));
        list.forEach(member -> known.put(member, now));
        known.keySet().removeIf(member -> !list.contains(member) && isForgotten(member, list, now));
        known.remove(gateway.self());
        away.keySet().retainAll(known.keySet());
        diedUnseen.keySet().retainAll(known.keySet());
    }

    private boolean isForgotten(Member member, Collection<Member> list, Instant now) {
        return !needs(Evidence.LEFT)
                || !now.isBefore(known.getOrDefault(member, now).plus(KNOWN))
                || list.stream().anyMatch(each -> each.control().equals(member.control()));
    }

    boolean isAwayForAll() {
        return !gateway.store().isThere()
                && known.keySet().stream().allMatch(other -> isRecent(away.get(other)));
    }

    /// Whether a gateway has died that could not be asked before: it may have led.
    boolean isBlinded() {
        return known.keySet().stream().anyMatch(other -> isRecent(diedUnseen.get(other)));
    }

    private boolean isRecent(@Nullable Instant asked) {
        return asked != null && gateway.now().isBefore(asked.plus(VALID));
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
        int heard = there.store().heard();
        var leader = there.leader();
        long term = leader == null ? 0 : leader.term();
        if (!there.store().isThere()) {
            send(
                    there,
                    () -> {
                        if (hasHeard(heard, term) || !needs(Evidence.LATEST)) {
                            away.put(other, asked);
                        }
                    });
        }
    }

    /// Whether this gateway knows all that another has heard. A leader need not hear of what it
    /// wrote itself, and nobody else writes in its term.
    private boolean hasHeard(int heard, long term) {
        var leading = gateway.leading();
        return heard <= gateway.store().heard() || (leading != null && leading.term() == term);
    }

    /// Nobody is there now. If it was silent for longer than a new leader waits, it may have led
    /// before.
    private void refused(Member other, Instant asked) {
        var seen = away.getOrDefault(other, Instant.MIN);
        var there = gateway.store().renewed();
        var last = seen.isAfter(there) ? seen : there;
        boolean believed =
                !needs(Evidence.SEEN_DYING)
                        || asked.isBefore(last.plus(world.settings().lease()).plusSeconds(1));
        (believed ? away : diedUnseen).put(other, asked);
    }

    private boolean needs(Evidence part) {
        return world.seams().needs(part);
    }
}
