package io.monopod.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Configuration as written, before it is typed: texts, lists and mappings, each with its origin.
sealed interface Tree {
    /// Where it is written, for messages: `gateway.yaml:7`, `MONOPOD_LEASE`, `--lease`.
    String origin();

    record Leaf(String text, String origin) implements Tree {}

    record Items(List<Tree> items, String origin) implements Tree {}

    /// The map is mutable while one thread merges the sources.
    record Mapping(Map<String, Tree> entries, String origin) implements Tree {
        static Mapping empty() {
            return new Mapping(new LinkedHashMap<>(), "default");
        }

        /// Sets `leaf` at `path` and replaces what is there.
        void put(List<String> path, Leaf leaf) {
            var section = this;
            for (var name : path.subList(0, path.size() - 1)) {
                section = section.section(name, leaf.origin);
            }
            section.entries.put(path.getLast(), leaf);
        }

        private Mapping section(String name, String origin) {
            if (entries.get(name) instanceof Mapping inner) {
                return inner;
            }
            var inner = new Mapping(new LinkedHashMap<>(), origin);
            entries.put(name, inner);
            return inner;
        }
    }
}
