package io.monopod.datapath.http2;

import org.jspecify.annotations.Nullable;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/// The open streams by id: a hash table with linear probing, because every frame looks its stream
/// up. The peer chooses the ids, so the hash uses a random factor that it cannot know and cannot
/// force collisions.
final class StreamTable<S extends Stream<?>> {
    private static final int MIN_CAPACITY = 8;

    /// Odd, so that multiplication maps different ids to different values.
    private static final int SPREAD = new SecureRandom().nextInt() | 1;

    private @Nullable Stream<?>[] slots = new Stream<?>[MIN_CAPACITY];
    private int size;

    int size() {
        return size;
    }

    @Nullable S get(int id) {
        for (int slot = slotOf(id); ; slot = next(slot)) {
            var stream = slots[slot];
            if (stream == null) {
                return null;
            }
            if (stream.id() == id) {
                return typed(stream);
            }
        }
    }

    void add(S stream) {
        if (size * 2 >= slots.length) {
            rehash(slots.length * 2);
        }
        insert(stream);
        size++;
    }

    void remove(S stream) {
        int hole = slotOf(stream.id());
        while (slots[hole] != stream) {
            if (slots[hole] == null) {
                return;
            }
            hole = next(hole);
        }
        size--;
        closeHole(hole);
    }

    /// Releases memory after a burst.
    void trim() {
        if (size == 0) {
            slots = new Stream<?>[MIN_CAPACITY];
        }
    }

    /// A copy, so that streams may end during iteration.
    List<S> all() {
        var all = new ArrayList<S>(size);
        for (var stream : slots) {
            if (stream != null) {
                all.add(typed(stream));
            }
        }
        return all;
    }

    /// Moves later entries of the probe sequence forward, so that no search ends at the hole.
    private void closeHole(int hole) {
        slots[hole] = null;
        for (int slot = next(hole); ; slot = next(slot)) {
            var moved = slots[slot];
            if (moved == null) {
                return;
            }
            slots[slot] = null;
            insert(moved);
        }
    }

    private void insert(Stream<?> stream) {
        int slot = slotOf(stream.id());
        while (slots[slot] != null) {
            slot = next(slot);
        }
        slots[slot] = stream;
    }

    private void rehash(int capacity) {
        var old = slots;
        slots = new Stream<?>[capacity];
        for (var stream : old) {
            if (stream != null) {
                insert(stream);
            }
        }
    }

    private int slotOf(int id) {
        return (id * SPREAD) >>> (Integer.numberOfLeadingZeros(slots.length) + 1);
    }

    private int next(int slot) {
        return slot + 1 & slots.length - 1;
    }

    @SuppressWarnings("unchecked") // only streams of type S get in
    private S typed(Stream<?> stream) {
        return (S) stream;
    }
}
