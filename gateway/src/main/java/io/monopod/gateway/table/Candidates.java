package io.monopod.gateway.table;

import io.monopod.contract.InstanceId;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// A set of instances to choose from. Their hashes lie in one array, so choosing the best of 10,000
/// is one pass over 80 kB. Guarded by the table's lock.
final class Candidates {
    private long[] hashes = new long[16];
    private InstanceEntry[] entries = new InstanceEntry[16];
    private int size;
    private final Map<InstanceId, Integer> places = new HashMap<>();

    /// Adds or removes `entry`. Idempotent.
    void set(InstanceEntry entry, boolean candidate) {
        if (!candidate) {
            remove(entry);
        } else if (!places.containsKey(id(entry))) {
            add(entry);
        }
    }

    private void add(InstanceEntry entry) {
        if (size == entries.length) {
            hashes = Arrays.copyOf(hashes, size * 2);
            entries = Arrays.copyOf(entries, size * 2);
        }
        put(size++, entry);
    }

    /// The last entry moves to the free place; the order does not matter.
    @SuppressWarnings("NullAway") // a place beyond size holds nothing, and is never read
    private void remove(InstanceEntry entry) {
        var place = places.remove(id(entry));
        if (place == null) {
            return;
        }
        var last = entries[--size];
        entries[size] = null;
        if (place != size) {
            put(place, last);
        }
    }

    private void put(int place, InstanceEntry entry) {
        hashes[place] = entry.hash();
        entries[place] = entry;
        places.put(id(entry), place);
    }

    /// The first of these in the session's preference list, or null if the set is empty.
    @Nullable InstanceEntry first(long sessionHash) {
        return first(sessionHash, Set.of());
    }

    /// The first of these in the session's preference list that is not in `tried`, or null.
    @Nullable InstanceEntry first(long sessionHash, Set<InstanceId> tried) {
        int best = -1;
        long bestScore = 0;
        for (int i = 0; i < size; i++) {
            long score = Rendezvous.score(sessionHash, hashes[i]);
            int order = best < 0 ? 1 : Long.compareUnsigned(score, bestScore);
            if ((order > 0 || (order == 0 && precedes(i, best)))
                    && !tried.contains(id(entries[i]))) {
                best = i;
                bestScore = score;
            }
        }
        return best < 0 ? null : entries[best];
    }

    private boolean precedes(int left, int right) {
        return id(entries[left]).value().compareTo(id(entries[right]).value()) < 0;
    }

    private static InstanceId id(InstanceEntry entry) {
        return entry.instance().id();
    }
}
