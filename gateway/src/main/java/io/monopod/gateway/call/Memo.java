package io.monopod.gateway.call;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// What a function made of the arguments that it was asked lately: for answers that many calls get,
/// at the very time when there are too many calls. Safe for use by many threads.
///
/// @param <K> by its value; what is made of it must be immutable
public final class Memo<K, V> {
    private static final int MOST = 256;

    private final Map<K, V> known = new ConcurrentHashMap<>();
    private final Function<K, V> function;

    public Memo(Function<K, V> function) {
        this.function = function;
    }

    /// May ask the function again for what it was asked before.
    public V of(K argument) {
        var value = known.get(argument);
        if (value == null) {
            value = function.apply(argument);
            if (known.size() >= MOST) {
                known.clear();
            }
            known.put(argument, value);
        }
        return value;
    }
}
