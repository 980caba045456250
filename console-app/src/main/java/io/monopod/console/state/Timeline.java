package io.monopod.console.state;

import io.monopod.console.snapshot.Bar;
import io.monopod.scenarios.event.Code;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Outcomes of the last hour: of the last minute in tenths of a second, before that in seconds.
/// Guarded by the lock of [LiveModel].
final class Timeline {
    static final int BARS = 60;

    /// Possible bar widths in milliseconds; the narrowest that shows the whole run is used.
    private static final long[] WIDTHS = {
        100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 60_000
    };

    private final Ring fine = new Ring(100, 600);
    private final Ring coarse = new Ring(1_000, 3_600);

    void call(Instant at, Code code) {
        calls(at, code, 1);
    }

    void calls(Instant at, Code code, int count) {
        fine.cell(at).add(code, count);
        coarse.cell(at).add(code, count);
    }

    void assigned(Instant at, Duration waited) {
        fine.cell(at).assign().add(waited);
        coarse.cell(at).assign().add(waited);
    }

    void clear() {
        fine.clear();
        coarse.clear();
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
        Ring ring = width.toMillis() < coarse.millis ? fine : coarse;
        long cellsEach = width.toMillis() / ring.millis;
        long afterLast = ring.number(end) / cellsEach * cellsEach + cellsEach;
        List<Bar> bars = new ArrayList<>(BARS);
        for (long first = afterLast - BARS * cellsEach; first < afterLast; first += cellsEach) {
            bars.add(ring.bar(first, first + cellsEach));
        }
        return bars;
    }

    /// What happened in one cell's time.
    private static final class Cell {
        private final long number;
        private final Map<Code, Integer> calls = new EnumMap<>(Code.class);

        /// Made when it is needed, because most cells have none.
        private @Nullable Histogram assign;

        private Cell(long number) {
            this.number = number;
        }

        private void add(Code code, int count) {
            calls.merge(code, count, Integer::sum);
        }

        private Histogram assign() {
            Histogram made = assign == null ? new Histogram() : assign;
            assign = made;
            return made;
        }
    }

    /// The newest cells of one length.
    private static final class Ring {
        private final long millis;
        private final @Nullable Cell[] cells;

        private Ring(long millis, int count) {
            this.millis = millis;
            this.cells = new @Nullable Cell[count];
        }

        private long number(Instant at) {
            return Math.floorDiv(at.toEpochMilli(), millis);
        }

        private int place(long number) {
            return (int) Math.floorMod(number, (long) cells.length);
        }

        private Cell cell(Instant at) {
            long number = number(at);
            Cell there = cells[place(number)];
            if (there == null || there.number < number) {
                there = new Cell(number);
                cells[place(number)] = there;
            }
            return there;
        }

        private Bar bar(long from, long to) {
            Map<Code, Integer> calls = new EnumMap<>(Code.class);
            Histogram assign = new Histogram();
            for (long number = from; number < to; number++) {
                Cell cell = cells[place(number)];
                if (cell != null && cell.number == number) {
                    cell.calls.forEach((code, count) -> calls.merge(code, count, Integer::sum));
                    if (cell.assign != null) {
                        assign.add(cell.assign);
                    }
                }
            }
            return calls.isEmpty() && assign.count() == 0
                    ? Bar.EMPTY
                    : new Bar(calls, assign.latency());
        }

        private void clear() {
            Arrays.fill(cells, null);
        }
    }
}
