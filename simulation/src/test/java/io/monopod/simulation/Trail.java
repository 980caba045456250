package io.monopod.simulation;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.stream.Collectors;

/// The last events, to explain a failure. Lines are formatted only when they are read.
public final class Trail {
    private static final int LENGTH = 400;

    private record Note(Instant at, String what, List<Object> who) {
        String line() {
            return at.toString().substring(11) + "  " + what.formatted(who.toArray());
        }
    }

    private final Timeline timeline;
    private final ArrayDeque<Note> notes = new ArrayDeque<>(LENGTH);

    public Trail(Timeline timeline) {
        this.timeline = timeline;
    }

    /// @param who immutable
    public void note(String what, Object... who) {
        if (notes.size() == LENGTH) {
            notes.removeFirst();
        }
        notes.addLast(new Note(timeline.now(), what, List.of(who)));
    }

    @Override
    public String toString() {
        return notes.stream().map(Note::line).collect(Collectors.joining("\n"));
    }
}
