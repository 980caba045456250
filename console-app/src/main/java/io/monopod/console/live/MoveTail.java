package io.monopod.console.live;

import java.util.ArrayList;
import java.util.List;

/// The moves since the last frame; so many as an eye can follow. Guarded by the lock of
/// [LiveModel].
final class MoveTail {
    private static final int MOST = 60;

    private final List<Move> moves = new ArrayList<>();

    void add(Move move) {
        if (moves.size() < MOST) {
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
