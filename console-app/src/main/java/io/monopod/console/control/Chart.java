package io.monopod.console.control;

import io.monopod.console.snapshot.Outcomes;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

import java.util.function.IntFunction;

/// A chart of outcomes over time, with a grid.
abstract class Chart extends Drawing {
    private static final double BOTTOM = 18;
    private static final double TOP = 8;

    private final double left;
    private Outcomes outcomes = Outcomes.NONE;

    /// @param left the width of the labels beside the grid
    Chart(double left) {
        this.left = left;
        setMinHeight(80);
        setPrefSize(200, 120);
    }

    public final void show(Outcomes next) {
        outcomes = next;
        redraw();
    }

    final Outcomes outcomes() {
        return outcomes;
    }

    /// The area of the grid and everything on it.
    ///
    /// @param step the width of one interval
    /// @param perUnit the height of one unit of the scale
    record Plot(
            double left, double right, double bottom, double step, double perUnit, Scale scale) {
        double y(double value) {
            return bottom - value * perUnit;
        }
    }

    final Plot plot(double width, double height, int max) {
        Scale scale = Scale.upTo(max);
        double bottom = height - BOTTOM;
        double step = (width - left) / Math.max(1, outcomes.bars().size());
        return new Plot(left, width, bottom, step, (bottom - TOP) / scale.top(), scale);
    }

    /// @param words label for a value of the scale
    final void drawGrid(GraphicsContext to, Plot plot, IntFunction<String> words) {
        to.setFont(Font.font(to.getFont().getFamily(), 10.5));
        to.setTextBaseline(VPos.CENTER);
        to.setTextAlign(TextAlignment.RIGHT);
        to.setLineWidth(1);
        for (int value = 0; value <= plot.scale().top(); value += plot.scale().step()) {
            double y = Math.round(plot.y(value)) + 0.5;
            to.setStroke(color(Ink.GRID));
            to.strokeLine(left, y, plot.right(), y);
            to.setFill(color(Ink.MUTED));
            to.fillText(words.apply(value), left - 8, y);
        }
    }
}
