package io.monopod.console.state;

import io.monopod.console.snapshot.Bar;
import io.monopod.scenarios.event.Code;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Outcomes of the last minute, in tenths of a second. Guarded by the lock of [LiveModel].
final class Timeline {
    static final int BARS = 60;
    private static final long CELL = 100;
    private static final int CELLS = 600;

    /// Possible bar widths in milliseconds; the narrowest that shows the whole run is used.
    private static final long[] WIDTHS = {100, 200, 500, 1_000};

    private final @Nullable Cell[] ring = new @Nullable Cell[CELLS];

    private static final class Cell {
        private final long number;
        private final Map<Code, Integer> calls = new EnumMap<>(Code.class);
        private final Histogram assign = new Histogram();

        private Cell(long number) {
            this.number = number;
        }
    }

    void call(Instant at, Code code) {
        cell(at).calls.merge(code, 1, Integer::sum);
    }

    void assigned(Instant at, Duration waited) {
        cell(at).assign.add(waited);
    }

    void clear() {
        java.util.Arrays.fill(ring, null);
    }

    /// The bar width for a run from `start` to `end`.
    static Duration width(Instant start, Instant end) {
        long millis = Math.max(0, Duration.between(start, end).toMillis());
        for (long width : WIDTHS) {
            if (millis <= width * (BARS - 4)) {
                return Duration.ofMillis(width);
            }
        }
        return Duration.ofMillis(WIDTHS[WIDTHS.length - 1]);
    }

    /// The bars up to `end`; the last one contains the moment before it.
    List<Bar> bars(Instant end, Duration width) {
        long cellsEach = width.toMillis() / CELL;
        long afterLast = number(end) / cellsEach * cellsEach + cellsEach;
        List<Bar> bars = new ArrayList<>(BARS);
        for (long first = afterLast - BARS * cellsEach; first < afterLast; first += cellsEach) {
            bars.add(bar(first, first + cellsEach));
        }
        return bars;
    }

    private Bar bar(long from, long to) {
        Map<Code, Integer> calls = new EnumMap<>(Code.class);
        Histogram assign = new Histogram();
        for (long number = from; number < to; number++) {
            Cell cell = ring[(int) Math.floorMod(number, (long) CELLS)];
            if (cell != null && cell.number == number) {
                cell.calls.forEach((code, count) -> calls.merge(code, count, Integer::sum));
                assign.add(cell.assign);
            }
        }
        return calls.isEmpty() && assign.count() == 0
                ? Bar.EMPTY
                : new Bar(calls, assign.latency());
    }

    private Cell cell(Instant at) {
        long number = number(at);
        int place = (int) Math.floorMod(number, (long) CELLS);
        Cell there = ring[place];
        if (there == null || there.number < number) {
            there = new Cell(number);
            ring[place] = there;
        }
        return there;
    }

    private static long number(Instant at) {
        return Math.floorDiv(at.toEpochMilli(), CELL);
    }
}
