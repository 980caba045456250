package io.monopod.gateway.peer;

import io.monopod.gateway.store.Member;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What a gateway finds out about the others while the store is away for it ([StoreInquiry] asks).
/// If it is away for all of them, none leads, and an instance may serve on (ADR 40). Pure and
/// thread-safe.
public final class StoreSight {
    /// How long such a word counts. A gateway that gave it may lead from then on, and give the
    /// session of an instance away after a lease and a second; the instance serves for a lease
    /// after it was told. The rest of the second is for the clocks' error.
    public static final Duration VALID = Duration.ofMillis(800);

    /// How long a gateway that has left the list is still asked: it may have been cut off, and have
    /// come back to the store after this one was.
    private static final Duration KNOWN = Duration.ofMinutes(1);

    private final Member self;
    private final Duration settling;

    /// The other gateways, by their ids, and when each was in the list last.
    private final Map<String, Known> known = new LinkedHashMap<>();

    private Collection<Member> listed = List.of();

    /// When each gateway was asked that then said that the store is away, or refused.
    private final Map<String, Instant> away = new HashMap<>();

    private record Known(Member member, Instant until) {}

    /// @param self this gateway
    /// @param settling how long a new leader gives no session away
    public StoreSight(Member self, Duration settling) {
        this.self = self;
        this.settling = settling;
    }

    /// The list has changed.
    public synchronized void members(Collection<Member> list, Instant now) {
        listed.forEach(member -> known.put(member.id(), new Known(member, now)));
        listed = list.stream().filter(member -> !member.id().equals(self.id())).toList();
        listed.forEach(member -> known.put(member.id(), new Known(member, now)));
        forgetReplaced();
    }

    /// A gateway runs, or did a minute ago: it may have left the list before this one read it.
    public synchronized void known(Member member, Instant now) {
        known.putIfAbsent(member.id(), new Known(member, now));
        forgetReplaced();
    }

    private void forgetReplaced() {
        known.values().removeIf(each -> isReplaced(each.member()));
        away.keySet().retainAll(known.keySet());
    }

    /// This gateway, too, may have been started where another one was.
    private boolean isReplaced(Member member) {
        return !listed.contains(member)
                && Stream.concat(Stream.of(self), listed.stream())
                        .anyMatch(each -> each.control().equals(member.control()));
    }

    /// The gateways that may lead now.
    ///
    /// @param heard when this gateway last heard from the store
    public synchronized List<Member> others(Instant heard) {
        return known.values().stream()
                .filter(
                        each ->
                                listed.contains(each.member())
                                        || heard.isBefore(each.until().plus(KNOWN)))
                .map(Known::member)
                .toList();
    }

    /// What a gateway has heard from the store.
    ///
    /// @param revision as [io.monopod.gateway.store.Store#heard]
    /// @param term of the leader that it knows; for this gateway, of its own leadership; 0 for none
    public record Heard(long revision, long term) {
        /// Whether this gateway knows all claims that the other one may know. A leader need not
        /// hear of what it wrote itself, and nobody else writes in its term.
        public boolean includes(Heard other) {
            return other.revision <= revision || (term != 0 && term == other.term);
        }
    }

    /// For that gateway the store is away, and it knows no more of the claims than this one
    /// ([Heard#includes]).
    ///
    /// @param asked when the question was sent
    public synchronized void isAway(Member other, Instant asked) {
        away.put(other.id(), asked);
    }

    /// Its host has refused a connection: nobody is there now. If it was not heard of for long, it
    /// may have led before it died, and that is not enough.
    ///
    /// @param asked when the connection was tried
    /// @param heard when this gateway last heard from the store
    /// @return whether it is enough
    public synchronized boolean isGone(Member other, Instant asked, Instant heard) {
        var word = away.getOrDefault(other.id(), Instant.MIN);
        var last = word.isAfter(heard) ? word : heard;
        boolean seen = asked.isBefore(last.plus(settling));
        if (seen) {
            away.put(other.id(), asked);
        }
        return seen;
    }

    /// Whether no other gateway leads.
    ///
    /// @param heard when this gateway last heard from the store
    public synchronized boolean isAwayForAll(Instant now, Instant heard) {
        return others(heard).stream()
                .allMatch(
                        other ->
                                now.isBefore(
                                        away.getOrDefault(other.id(), Instant.MIN).plus(VALID)));
    }
}
