package io.monopod.console.flow;

import io.monopod.console.control.Drawing;
import io.monopod.console.control.Fonts;
import io.monopod.console.control.Ink;
import io.monopod.console.snapshot.client.ClientRow;

import javafx.geometry.Point2D;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.TextAlignment;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Many clients: one cell each in the colour of its state, as large as space allows.
final class ClientField extends Drawing {
    private static final double MAX_CELL = 64;
    private static final double NUMBERED = 22;

    private List<ClientRow> clients = List.of();
    private List<Ink> inks = List.of();

    /// Redraws only on visible changes, because ten thousand cells take time.
    void show(List<ClientRow> rows) {
        List<Ink> next = rows.stream().map(Ink::of).toList();
        boolean same = next.equals(inks);
        clients = rows;
        inks = next;
        if (!same) {
            redraw();
        }
    }

    private record Grid(int columns, double cell, double top) {
        static Grid of(int count, double width, double height) {
            double cell = Math.min(MAX_CELL, Math.sqrt(width * height / Math.max(1, count)));
            while (cell > 1.5 && rows(count, width, cell) * cell > height) {
                cell -= cell > 8 ? 0.5 : 0.1;
            }
            double used = rows(count, width, cell) * cell;
            return new Grid(columns(width, cell), cell, Math.max(0, (height - used) / 2));
        }

        private static int columns(double width, double cell) {
            return Math.max(1, (int) (width / cell));
        }

        private static int rows(int count, double width, double cell) {
            return Math.ceilDiv(count, columns(width, cell));
        }

        double x(int index) {
            return index % columns * cell;
        }

        double y(int index) {
            return top + Math.floorDiv(index, columns) * cell;
        }
    }

    private Grid grid() {
        return Grid.of(clients.size(), getWidth(), getHeight());
    }

    @Override
    protected void draw(GraphicsContext to, double width, double height) {
        Grid grid = grid();
        double gap = grid.cell() >= 10 ? 3 : grid.cell() >= 5 ? 1 : 0.4;
        double arc = grid.cell() >= 10 ? 6 : 0;
        // Grouped by colour: changing it costs more than drawing a rectangle.
        Map<Ink, BitSet> byInk = new EnumMap<>(Ink.class);
        for (int i = 0; i < clients.size(); i++) {
            byInk.computeIfAbsent(inks.get(i), key -> new BitSet()).set(i);
        }
        byInk.forEach(
                (ink, members) -> {
                    to.setFill(color(ink));
                    members.stream().forEach(i -> cell(to, grid, i, grid.cell() - gap, arc));
                });
        if (grid.cell() >= NUMBERED) {
            drawNumbers(to, grid, gap);
        }
    }

    private static void cell(GraphicsContext to, Grid grid, int index, double size, double arc) {
        if (arc > 0) {
            to.fillRoundRect(grid.x(index), grid.y(index), size, size, arc, arc);
        } else {
            to.fillRect(grid.x(index), grid.y(index), size, size);
        }
    }

    private void drawNumbers(GraphicsContext to, Grid grid, double gap) {
        to.setFont(Fonts.ofSize(Math.clamp(grid.cell() / 3, 10.0, 18.0)));
        to.setTextAlign(TextAlignment.CENTER);
        to.setTextBaseline(VPos.CENTER);
        to.setFill(color(Ink.SURFACE));
        double middle = (grid.cell() - gap) / 2;
        for (int i = 0; i < clients.size(); i++) {
            String number = Integer.toString(clients.get(i).id().number());
            to.fillText(number, grid.x(i) + middle, grid.y(i) + middle);
        }
    }

    /// The middle of a client's cell.
    Optional<Point2D> place(int index) {
        if (index < 0 || index >= clients.size()) {
            return Optional.empty();
        }
        Grid grid = grid();
        double half = grid.cell() / 2;
        return Optional.of(new Point2D(grid.x(index) + half, grid.y(index) + half));
    }

    /// The client at this point.
    Optional<ClientRow> at(double x, double y) {
        Grid grid = grid();
        int column = (int) (x / grid.cell());
        int row = (int) Math.floor((y - grid.top()) / grid.cell());
        int index = row * grid.columns() + column;
        boolean inside = column >= 0 && column < grid.columns() && row >= 0;
        return inside && index < clients.size()
                ? Optional.of(clients.get(index))
                : Optional.empty();
    }
}
