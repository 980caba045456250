package io.monopod.console.live;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.List;

/// The newest of many things. Guarded by the lock of [LiveModel].
final class Tail<T> {
    private final int most;
    private final ArrayDeque<T> items = new ArrayDeque<>();

    /// Copied once for all frames in which nothing is new.
    private @Nullable List<T> copy;

    Tail(int most) {
        this.most = most;
    }

    void add(T item) {
        items.addLast(item);
        if (items.size() > most) {
            items.removeFirst();
        }
        copy = null;
    }

    /// The oldest first.
    List<T> items() {
        List<T> list = copy == null ? List.copyOf(items) : copy;
        copy = list;
        return list;
    }

    void clear() {
        items.clear();
        copy = null;
    }
}
