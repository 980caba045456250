package io.monopod.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Configuration as written, before any type: texts, lists and mappings, each with its origin.
sealed interface Tree {
    /// Where it was written, for messages: `gateway.yaml:7`, `MONOPOD_LEASE`, `--lease`.
    String origin();

    record Leaf(String text, String origin) implements Tree {}

    record Items(List<Tree> items, String origin) implements Tree {}

    /// Its map is mutable while sources are laid over each other, which one thread does.
    record Mapping(Map<String, Tree> entries, String origin) implements Tree {
        static Mapping empty() {
            return new Mapping(new LinkedHashMap<>(), "default");
        }

        /// Lays `leaf` over whatever stands at `path`.
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
