package io.monopod.gateway.assign;

import io.monopod.contract.InstanceId;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// A set of instances to choose from. Their hashes lie side by side, so that choosing the best of
/// 10,000 is one pass over 80 kB. Guarded by the table's lock.
final class Candidates {
    private long[] hashes = new long[16];
    private Member[] members = new Member[16];
    private int size;
    private final Map<InstanceId, Integer> places = new HashMap<>();

    /// Puts `member` in or takes it out; repeatable.
    void set(Member member, boolean candidate) {
        if (!candidate) {
            remove(member);
        } else if (!places.containsKey(id(member))) {
            add(member);
        }
    }

    private void add(Member member) {
        if (size == members.length) {
            hashes = Arrays.copyOf(hashes, size * 2);
            members = Arrays.copyOf(members, size * 2);
        }
        put(size++, member);
    }

    /// The last one takes its place: the order in here means nothing.
    @SuppressWarnings("NullAway") // a place beyond size holds nothing, and is never read
    private void remove(Member member) {
        var place = places.remove(id(member));
        if (place == null) {
            return;
        }
        var last = members[--size];
        members[size] = null;
        if (place != size) {
            put(place, last);
        }
    }

    private void put(int place, Member member) {
        hashes[place] = member.hash();
        members[place] = member;
        places.put(id(member), place);
    }

    /// The first of the session's preference list among these, or null if there are none.
    @Nullable Member first(long sessionHash) {
        int best = -1;
        long bestScore = 0;
        for (int i = 0; i < size; i++) {
            long score = Rendezvous.score(sessionHash, hashes[i]);
            int order = best < 0 ? 1 : Long.compareUnsigned(score, bestScore);
            if (order > 0 || (order == 0 && precedes(i, best))) {
                best = i;
                bestScore = score;
            }
        }
        return best < 0 ? null : members[best];
    }

    private boolean precedes(int left, int right) {
        return id(members[left]).value().compareTo(id(members[right]).value()) < 0;
    }

    private static InstanceId id(Member member) {
        return member.instance().id();
    }
}
