package io.monopod.datapath.call;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Caches the latest results of a function, for answers that many calls get when there are too many
/// calls. Safe for use by many threads.
///
/// @param <K> compared by value; results must be immutable
public final class Memo<K, V> {
    private static final int MAX_ENTRIES = 256;

    private final Map<K, V> known = new ConcurrentHashMap<>();
    private final Function<K, V> function;

    public Memo(Function<K, V> function) {
        this.function = function;
    }

    /// Returns the result. May compute a cached result again.
    public V of(K argument) {
        var value = known.get(argument);
        if (value == null) {
            value = function.apply(argument);
            if (known.size() >= MAX_ENTRIES) {
                known.clear();
            }
            known.put(argument, value);
        }
        return value;
    }
}
