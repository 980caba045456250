package io.monopod.scenarios.local;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The line by which a program reports that it is ready: `READY key=value key=value`.
record ReadyLine(Map<String, String> values) {
    private static final String WORD = "READY ";

    static Optional<ReadyLine> parse(String line) {
        if (!line.startsWith(WORD)) {
            return Optional.empty();
        }
        return Optional.of(
                new ReadyLine(
                        Arrays.stream(line.substring(WORD.length()).trim().split("\\s+", -1))
                                .map(pair -> pair.split("=", 2))
                                .filter(pair -> pair.length == 2)
                                .collect(
                                        Collectors.toMap(
                                                pair -> pair[0],
                                                pair -> pair[1],
                                                (first, second) -> second))));
    }

    /// The value under this key; empty text if the line has none.
    String get(String key) {
        return values.getOrDefault(key, "");
    }
}
