package io.monopod.console.control;

import io.monopod.console.snapshot.Bar;
import io.monopod.console.snapshot.Outcomes;
import io.monopod.console.text.Figures;
import io.monopod.console.text.Texts;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.text.TextAlignment;

import java.time.Duration;
import java.time.Instant;
import java.util.function.IntFunction;

/// A chart of outcomes over time, with a grid. The values of the interval under the mouse are shown
/// beside it.
abstract class Chart extends Drawing {
    private static final double BOTTOM = 18;
    private static final double TOP = 18;

    private final double left;
    private final Label hover = Controls.label("", "chart-hover");
    private Outcomes outcomes = Outcomes.NONE;

    /// Where the mouse is; negative if it is elsewhere.
    private double mouse = -1;

    /// @param left the width of the labels beside the grid
    @SuppressWarnings("this-escape") // the mouse comes only once the chart is shown
    Chart(double left) {
        this.left = left;
        setMinHeight(80);
        setPrefSize(200, 120);
        hover.setManaged(false);
        hover.setVisible(false);
        hover.setMouseTransparent(true);
        getChildren().add(hover);
        setOnMouseMoved(event -> point(event.getX()));
        setOnMouseExited(event -> point(-1));
    }

    public final void show(Outcomes next) {
        outcomes = next;
        say();
        redraw();
    }

    final Outcomes outcomes() {
        return outcomes;
    }

    /// The values of one interval, a line each.
    abstract String words(Bar bar);

    private void point(double x) {
        mouse = x;
        say();
        redraw();
    }

    /// The interval under the mouse; negative if there is none.
    private int pointed() {
        int count = outcomes.bars().size();
        return mouse < left || count == 0
                ? -1
                : Math.min(count - 1, (int) ((mouse - left) / (getWidth() - left) * count));
    }

    private void say() {
        int index = pointed();
        hover.setVisible(index >= 0);
        if (index < 0) {
            return;
        }
        int after = outcomes.bars().size() - index;
        Instant from = outcomes.end().minus(outcomes.width().multipliedBy(after));
        Instant to = from.plus(outcomes.width());
        String values = words(outcomes.bars().get(index));
        hover.setText(
                Texts.text("chart.interval", Figures.clock(from), Figures.clock(to))
                        + "\n"
                        + (values.isEmpty() ? Texts.text("chart.nothing") : values));
        hover.autosize();
        double width = hover.getWidth();
        double x = mouse + 14 + width > getWidth() ? mouse - 14 - width : mouse + 14;
        hover.relocate(Math.max(0, x), 0);
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

    /// @param unit of the values, above them; empty if their labels have it
    /// @param words label for a value of the scale
    final void drawGrid(GraphicsContext to, Plot plot, String unit, IntFunction<String> words) {
        to.setFont(Fonts.ofSize(10.5));
        to.setTextBaseline(VPos.CENTER);
        to.setLineWidth(1);
        int index = pointed();
        if (index >= 0) {
            to.setFill(color(Ink.GRID));
            to.fillRect(left + index * plot.step(), TOP, plot.step(), plot.bottom() - TOP);
        }
        to.setFill(color(Ink.MUTED));
        to.setTextAlign(TextAlignment.LEFT);
        to.fillText(unit, 0, 5);
        to.setTextAlign(TextAlignment.RIGHT);
        for (int value = 0; value <= plot.scale().top(); value += plot.scale().step()) {
            double y = Math.round(plot.y(value)) + 0.5;
            to.setStroke(color(Ink.GRID));
            to.strokeLine(left, y, plot.right(), y);
            to.setFill(color(Ink.MUTED));
            to.fillText(words.apply(value), left - 8, y);
        }
    }

    /// How long before the end each part of the axis is.
    final void drawTimes(GraphicsContext to, Plot plot) {
        to.setTextBaseline(VPos.TOP);
        to.setFill(color(Ink.MUTED));
        int marks = plot.right() > 500 ? 6 : 3;
        int bars = outcomes.bars().size();
        for (int mark = 0; mark < marks; mark++) {
            int before = bars - bars / marks * mark;
            Duration ago = outcomes.width().multipliedBy(before);
            to.setTextAlign(mark == 0 ? TextAlignment.LEFT : TextAlignment.CENTER);
            double x = plot.left() + plot.step() * (bars - before);
            to.fillText("\u2212" + Figures.mark(ago), x, plot.bottom() + 4);
        }
    }
}
