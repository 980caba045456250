package io.monopod.console.control;

import io.monopod.console.snapshot.Bar;
import io.monopod.console.snapshot.Latency;
import io.monopod.console.text.Figures;
import io.monopod.console.text.Texts;

import javafx.scene.canvas.GraphicsContext;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/// How long clients waited for their instance, over time: the median and the 99th percentile.
public final class Curves extends Chart {
    public Curves() {
        super(52);
    }

    @Override
    protected void draw(GraphicsContext to, double width, double height) {
        double max =
                outcomes().bars().stream()
                        .map(bar -> bar.assign().p99())
                        .mapToDouble(Curves::micros)
                        .max()
                        .orElse(0);
        Plot plot = plot(width, height, (int) Math.min(1 << 29, Math.max(1_000, max)));
        drawGrid(to, plot, "", value -> Figures.axis(Duration.ofNanos(value * 1_000L)));
        drawCurve(to, plot, Latency::p99, Ink.EXHAUSTED);
        drawCurve(to, plot, Latency::p50, Ink.ACTIVE);
        if (!outcomes().bars().isEmpty()) {
            drawTimes(to, plot);
        }
    }

    @Override
    String words(Bar bar) {
        Latency assign = bar.assign();
        return assign.count() == 0
                ? ""
                : Texts.text(
                        "chart.assign",
                        Figures.duration(assign.p50()),
                        Figures.duration(assign.p99()),
                        assign.count());
    }

    private static double micros(@Nullable Duration duration) {
        return duration == null ? 0 : duration.toNanos() / 1e3;
    }

    private void drawCurve(
            GraphicsContext to, Plot plot, Function<Latency, @Nullable Duration> value, Ink ink) {
        to.setStroke(color(ink));
        to.setFill(color(ink));
        to.setLineWidth(1.75);
        List<Bar> bars = outcomes().bars();
        double lastX = Double.NaN;
        double lastY = Double.NaN;
        for (int i = 0; i < bars.size(); i++) {
            Duration at = value.apply(bars.get(i).assign());
            // Intervals without an assignment are bridged by a straight line.
            if (at != null) {
                double x = plot.left() + (i + 0.5) * plot.step();
                double y = plot.y(micros(at));
                if (!Double.isNaN(lastX)) {
                    to.strokeLine(lastX, lastY, x, y);
                }
                to.fillOval(x - 2.5, y - 2.5, 5, 5);
                lastX = x;
                lastY = y;
            }
        }
    }
}
