package io.monopod.console.state;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.List;

/// The newest of many items. Guarded by the lock of [LiveModel].
final class Tail<T> {
    private final int most;
    private final ArrayDeque<T> items = new ArrayDeque<>();

    /// Shared by all frames until an item is added.
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

    /// Oldest first.
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
