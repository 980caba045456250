package io.monopod.gateway.route;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Finds the route with the longest prefix of a path.
///
/// Immutable. A look-up is a binary search and allocates nothing: among sorted prefixes, every
/// prefix of a path stands at or before the path, and all of them lie on the chain from the nearest
/// such entry to ever shorter prefixes of it.
public final class RouteTable {
    /// @param shorter the longest other entry whose prefix this one's prefix starts with
    private record Entry(Route route, @Nullable Entry shorter) {
        String prefix() {
            return route.prefix();
        }
    }

    private final Entry[] sorted;

    private RouteTable(Entry[] sorted) {
        this.sorted = sorted;
    }

    /// @throws IllegalArgumentException if two routes have the same prefix
    public static RouteTable of(Collection<Route> routes) {
        var inOrder = routes.stream().sorted(Comparator.comparing(Route::prefix)).toList();
        var entries = new Entry[inOrder.size()];
        // The prefixes of the current prefix, the longest first.
        var chain = new ArrayDeque<Entry>();
        for (int i = 0; i < entries.length; i++) {
            var route = inOrder.get(i);
            while (!chain.isEmpty() && !route.prefix().startsWith(chain.peek().prefix())) {
                chain.pop();
            }
            var shorter = chain.peek();
            if (shorter != null && shorter.prefix().equals(route.prefix())) {
                throw new IllegalArgumentException("two routes for " + route.prefix());
            }
            entries[i] = new Entry(route, shorter);
            chain.push(entries[i]);
        }
        return new RouteTable(entries);
    }

    /// @param path a request's `:path`
    /// @return null if no route covers the path
    public @Nullable Route find(String path) {
        for (var entry = atOrBefore(path); entry != null; entry = entry.shorter) {
            if (entry.route.covers(path)) {
                return entry.route;
            }
        }
        return null;
    }

    /// Sorted by prefix.
    public List<Route> routes() {
        return Arrays.stream(sorted).map(Entry::route).toList();
    }

    private @Nullable Entry atOrBefore(String path) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle].prefix().compareTo(path) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? null : sorted[low - 1];
    }
}
