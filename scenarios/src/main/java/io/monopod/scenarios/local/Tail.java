package io.monopod.scenarios.local;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The last lines of an output. Safe for use by several threads; the lock guards `lines`.
final class Tail {
    private static final int LENGTH = 20;

    private final Deque<String> lines = new ArrayDeque<>();

    synchronized void add(String line) {
        if (lines.size() == LENGTH) {
            lines.removeFirst();
        }
        lines.addLast(line);
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }
}
