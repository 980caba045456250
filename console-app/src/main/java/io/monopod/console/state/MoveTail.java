package io.monopod.console.state;

import io.monopod.console.snapshot.Move;

import java.util.ArrayList;
import java.util.List;

/// The moves since the last frame, limited to what can be seen. Guarded by the lock of [LiveModel].
final class MoveTail {
    private static final int MAX_MOVES = 60;

    private final List<Move> moves = new ArrayList<>();

    void add(Move move) {
        if (moves.size() < MAX_MOVES) {
            moves.add(move);
        }
    }

    List<Move> take() {
        List<Move> taken = List.copyOf(moves);
        moves.clear();
        return taken;
    }

    void clear() {
        moves.clear();
    }
}
